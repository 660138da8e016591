/** Spaces, control characters, backslashes and the invisible characters that turn or hide text. */
const NEVER = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zs}\p{Zl}\p{Zp}\p{Variation_Selector}\\]/u;

/** The address, if it may be handed to the browser: http or https, with a host, without a user name or password; else null. */
export function readExternalLink(address: string): string | null {
  if (address.length > 2000 || NEVER.test(address)) return null;
  const [, authority] = /^https?:\/\/([^/?#]+)/i.exec(address) ?? [];
  if (authority === undefined || authority.includes('@') || !URL.canParse(address)) return null;
  const url = new URL(address);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '' ? url.href : null;
}

/**
 * The template with each `{name}` replaced by its percent-encoded value; null when it asks for something that is not known, or when
 * the result may not be handed to the browser. Values cannot change the server or the depth of the path.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string | null>>): string | null {
  const missing = [...template.matchAll(/\{(\w*)\}/g)].some(
    ([, name = '']) => !isUsable(Object.hasOwn(values, name) ? values[name] : null),
  );
  if (template === '' || missing) return null;
  const fill = (encode: (value: string) => string) =>
    template.replaceAll(/\{(\w*)\}/g, (_all, name: string) => encode(values[name] ?? ''));
  const link = readExternalLink(fill(encode));
  const plain = readExternalLink(fill(() => 'x'));
  if (link === null || plain === null) return null;
  return new URL(link).origin === new URL(plain).origin ? link : null;
}

/** Dots alone would climb in the path, and percent-encoding does not stop them: `%2e%2e` climbs too. */
function isUsable(value: string | null | undefined): boolean {
  return typeof value === 'string' && value.length <= 500 && !/\p{Cs}/u.test(value) && !/^\.*$/.test(value);
}

function encode(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*.]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
