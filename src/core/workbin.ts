/** One interaction as GWS names it, e.g. `00011aAAA0000001`; case-sensitive. Made by the readers in `resource.ts`. */
export type InteractionId = string & { readonly brand: 'InteractionId' };

/** A workbin together with its owner: one id serves every owner, so the id alone names no workbin. Made by `workbinKey`. */
export type WorkbinKey = string & { readonly brand: 'WorkbinKey' };

/** Whose workbin it is: the person signed in, another agent, or a group. */
export type Owner =
  | { readonly kind: 'me' }
  | { readonly kind: 'user'; readonly id: string; /** What people call them, where the server said. */ readonly name?: string }
  | { readonly kind: 'agentGroup'; readonly name: string }
  | { readonly kind: 'placeGroup'; readonly name: string };

/** The kinds of owners. */
export const OWNER_KINDS = ['me', 'user', 'agentGroup', 'placeGroup'] as const satisfies readonly Owner['kind'][];

/** A workbin that can be watched. */
export interface Workbin {
  readonly key: WorkbinKey;
  readonly id: string;
  /** What people call it: displayName, else workbinName, name or id. */
  readonly name: string;
  /** `Agent`, `AgentGroup`, `Place`, `PlaceGroup`, or another as the server names it. */
  readonly kind: string;
  readonly owner: Owner;
}

/** The key of the workbin with this id and owner: `me//<id>`, `agentGroup/<name>/<id>`, parts percent-encoded. */
export function workbinKey(id: string, owner: Owner): WorkbinKey {
  return `${owner.kind}/${encodePart(ownerName(owner))}/${encodePart(id)}` as WorkbinKey;
}

/** Text as a part of an address. Half a surrogate pair, which JSON lets through, becomes U+FFFD: it has no encoding. */
export function encodePart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
}

/** What names the owner to the server: a user's id or a group's name; empty for the person signed in. */
export function ownerName(owner: Owner): string {
  switch (owner.kind) {
    case 'me':
      return '';
    case 'user':
      return owner.id;
    case 'agentGroup':
    case 'placeGroup':
      return owner.name;
  }
}

/** The key, if this is text of the form that `workbinKey` makes; null for anything else. */
export function readWorkbinKey(value: unknown): WorkbinKey | null {
  return typeof value === 'string' && /^(me\/|(user|agentGroup|placeGroup)\/[^/]+)\/[^/]+$/.test(value)
    ? (value as WorkbinKey)
    : null;
}

/** Whose the workbin of this key is; null where a part of the key cannot be read. */
export function readOwner(key: WorkbinKey): Owner | null {
  const [kind, encoded = ''] = key.split('/');
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  switch (kind) {
    case 'me':
      return { kind };
    case 'user':
      return { kind, id: name };
    case 'agentGroup':
    case 'placeGroup':
      return { kind, name };
    default:
      return null;
  }
}
