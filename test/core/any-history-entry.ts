import fc from 'fast-check';
import { HISTORY_KINDS, HISTORY_OUTCOMES, type HistoryEntry } from '../../src/core/history.ts';
import { workbinKey } from '../../src/core/workbin.ts';
import { idOf } from './samples.ts';

const words = fc.option(fc.string({ unit: 'binary' }));
/** Any entry there can be. */
export const anyHistoryEntry: fc.Arbitrary<HistoryEntry> = fc.record({
  at: fc.integer({ min: 0, max: 8.64e15 }),
  kind: fc.constantFrom(...HISTORY_KINDS),
  id: fc.option(fc.string({ minLength: 1 }).map(idOf)),
  workbin: fc.option(fc.string({ minLength: 1 }).map((id) => workbinKey(id, { kind: 'me' }))),
  where: words,
  owner: words,
  media: words,
  subject: words,
  customer: words,
  receivedAt: fc.option(fc.integer()),
  state: words,
  outcome: fc.option(fc.constantFrom(...HISTORY_OUTCOMES)),
  reason: words,
  data: fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' })), { maxLength: 4 }),
  asked: fc.option(
    fc.record({
      from: words,
      waited: fc.option(fc.nat()),
      isOwn: fc.boolean(),
      state: words,
      direction: words,
      address: words,
      isMore: fc.boolean(),
    }),
  ),
});
