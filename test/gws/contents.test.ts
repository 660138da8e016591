import { expect, it } from 'vitest';
import { workbinKey, type Workbin } from '../../src/core/workbin.ts';
import { formatWorkbinPath, inBatches, readWorkbinContents, type ContentsReply } from '../../src/gws/contents.ts';
import { MAX_URL, type Reply } from '../../src/gws/rest.ts';

const mine = (id: string): Workbin => ({
  key: workbinKey(id, { kind: 'me' }),
  id,
  name: id,
  kind: 'Agent',
  owner: { kind: 'me' },
});
const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Reads from a server that answers by path. */
async function read(workbins: readonly Workbin[], answer: (path: string) => Reply) {
  const asked: string[] = [];
  const told = new Map<string, ContentsReply>();
  const get = (path: string): Promise<Reply> => {
    asked.push(path);
    return Promise.resolve(answer(path));
  };
  await readWorkbinContents({ get }, workbins, (key, reply) => told.set(key, reply));
  return { asked, told: workbins.map(({ key }) => told.get(key)) };
}

const ok = (body: Record<string, unknown>): Reply => ({ kind: 'ok', body });
const single = (path: string): Reply => ok({ workbin: { id: path, emails: [{ id: 'i1' }] } });

it('asks for many at once, within the length that an address may have', async () => {
  const workbins = Array.from({ length: 120 }, (_unused, index) => mine(uuid(index)));

  const { asked } = await read(workbins, () => ok({ workbins: Object.fromEntries(workbins.map(({ id }) => [id, { id }])) }));

  expect(asked).toHaveLength(3);
  expect(Math.max(...asked.map((path) => path.length)) + 60).toBeLessThan(MAX_URL);
});

it('reads one by one what an answer leaves out, and everything where the answer is a mere listing', async () => {
  const workbins = [mine('a'), mine('b')];

  const partly = await read(workbins, (path) =>
    path.includes('workbinIds') ? ok({ workbins: { a: { id: 'a' } } }) : single(path),
  );
  const listing = await read(workbins, (path) =>
    path.includes('workbinIds') ? ok({ workbins: [{ id: 'a' }, { id: 'b' }] }) : single(path),
  );

  expect(partly.told.map((reply) => reply?.kind === 'contents' && reply.items.length)).toEqual([0, 1]);
  expect(listing.told.map((reply) => reply?.kind === 'contents' && reply.items.length)).toEqual([1, 1]);
});

it('keeps a bad id from hiding the others', async () => {
  const refused: Reply = { kind: 'refused', status: 404, statusCode: 6, why: 'no such workbin' };

  const { told } = await read([mine('a'), mine('b')], (path) =>
    path.includes('workbinIds') || path.includes('/b') ? refused : single(path),
  );

  expect(told.map((reply) => reply?.kind)).toEqual(['contents', 'unreadable']);
});

it('never takes an answer without the workbin, or with a list that is none, for an empty workbin', async () => {
  const without = await read([mine('a')], () => ok({}));
  const odd = await read([mine('a')], () => ok({ workbin: { id: 'a', emails: 'gone' } }));

  expect([without.told[0]?.kind, odd.told[0]?.kind]).toEqual(['unreadable', 'unreadable']);
});

it('says that the Interaction Server is not available where contents answer 503', async () => {
  const { told } = await read([mine('a')], () => ({ kind: 'refused', status: 503, statusCode: 4, why: 'x' }));

  expect(told[0]).toEqual({ kind: 'unreadable', why: 'The Interaction Server is not available', unavailable: true });
});

it('names every owner in the path, encoded', () => {
  const of = (owner: Workbin['owner']) => formatWorkbinPath({ ...mine('a b'), owner }, 'subresources=*');

  expect(of({ kind: 'me' })).toBe('/me/workbins/a%20b?subresources=*');
  expect(of({ kind: 'user', id: 'u/1' })).toBe('/users/u%2F1/workbins/a%20b?subresources=*');
  expect(of({ kind: 'agentGroup', name: 'Billing & Refunds' })).toBe(
    '/me/workbins/a%20b?subresources=*&agentGroup=Billing%20%26%20Refunds',
  );
  expect(of({ kind: 'placeGroup', name: 'München' })).toBe('/me/workbins/a%20b?subresources=*&placeGroup=M%C3%BCnchen');
});

it('puts no more ids into a batch than fit', () => {
  const long = Array.from({ length: 10 }, (_unused, index) => mine(`${'x'.repeat(500)}${index}`));

  expect(inBatches(long).every((batch) => batch.length <= 3)).toBe(true);
  expect(inBatches([])).toEqual([]);
});
