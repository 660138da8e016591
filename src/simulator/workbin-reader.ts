import type { Basket, ContactCentre } from './contact-centre.ts';
import type { Faults } from './faults.ts';
import { allMedia, itemArrays, type Media } from './item.ts';
import type { Person } from './people.ts';
import { listReply } from './list-reply.ts';
import { notFound, page, refusal, success, type Reply } from './reply.ts';
import { itemsResource, uri, workbinResource, type Resource } from './resources.ts';
import type { WorkbinDefinition } from './workbin-definitions.ts';
import { isUnknownForm, type WorkbinTarget } from './workbin-target.ts';

/** The media that a value of `subresources` or the end of a path asks for, under singular or plural names. */
function readMedia(names: readonly string[]): ReadonlySet<Media> {
  return new Set(allMedia.filter((media) => names.some((name) => name === media || name === itemArrays[media])));
}

/** The media that the by-user path takes. */
const byUserMedia: readonly string[] = ['emails', 'chats', 'workitems'];

/** Gives a function that answers GET requests for workbins. */
export function createWorkbinReader(centre: ContactCentre, faults: Faults) {
  const definition = (id: string): WorkbinDefinition | null => centre.workbins.find((workbin) => workbin.id === id) ?? null;

  function list({ under }: WorkbinTarget, query: URLSearchParams): Reply {
    if (under === 'users') return notFound;
    const visible = centre.workbins.filter(({ type }) => under === 'root' || type === 'Agent' || type === 'Place');
    return listReply('workbins', visible.map(workbinResource), query);
  }

  function unavailable(ids: readonly string[]): Reply | null {
    const down = centre.service('MultiMediaState')?.state === 'Inactive';
    return down || faults.strikes('contents-503', ids.join()) ? page(503, 'Service Unavailable') : null;
  }

  /** A workbin, with its items where they are asked for; null where the owner has no such workbin. */
  function describe(
    person: Person,
    { owner }: WorkbinTarget,
    workbin: WorkbinDefinition,
    subresources: string | null,
  ): Resource | null {
    const basket = centre.basketFor(person, workbin.id, owner);
    if (!basket && owner.kind !== 'me') return null;
    if (subresources === null || !basket) return workbinResource(workbin);
    const media = subresources === '*' ? null : readMedia(subresources.split(','));
    const { type, ...rest } = workbinResource(workbin);
    return { ...rest, ...itemsResource(basket, media, faults), type };
  }

  function oneMedium(basket: Basket | null, { under, medium }: WorkbinTarget, query: URLSearchParams): Reply {
    const media = readMedia([medium ?? '']);
    const [only] = media;
    if (!basket || only === undefined || (under === 'users' && !byUserMedia.includes(medium ?? ''))) return notFound;
    const items = itemsResource(basket, media, faults);
    if (query.has('fields') || query.has('subresources')) return success(items);
    return success({
      uris: [...basket.items.values()].filter((item) => item.media === only).map(({ id }) => uri(`/${itemArrays[only]}/${id}`)),
    });
  }

  return (person: Person, target: WorkbinTarget, query: URLSearchParams): Reply => {
    const { ids, owner, under, single, medium } = target;
    if (ids === null) return list(target, query);
    if (isUnknownForm(target, faults, ids.join())) return notFound;
    const group = owner.kind === 'agentGroup' || owner.kind === 'placeGroup';
    if (group && faults.strikes('group-forms-refused', ids[0]))
      return refusal(500, 2, 'Not supported by this Interaction Server');
    const subresources = query.get('subresources');
    if (subresources !== null || medium !== null) {
      const reply = unavailable(ids);
      if (reply) return reply;
    }
    const first = definition(ids[0] ?? '');
    if (medium !== null) return oneMedium(first && centre.basketFor(person, first.id, owner), target, query);
    if (under === 'users' && (!single || faults.strikes('by-user-refused', ids[0]))) return notFound;
    if (single) {
      const workbin = first && describe(person, target, first, subresources);
      return workbin ? success({ workbin }) : notFound;
    }
    const found = ids.map((id) => {
      const known = definition(id);
      return [id, known && describe(person, target, known, subresources)] as const;
    });
    return success({ workbins: Object.fromEntries(found.filter(([, workbin]) => workbin !== null)) });
  };
}
