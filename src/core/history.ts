import * as v from 'valibot';
import { readWorkbinKey, type InteractionId, type WorkbinKey } from './workbin.ts';

/** What an entry of the history tells of. */
export const HISTORY_KINDS = [
  /** An item came to lie in a watched workbin; says whether it was alerted. */
  'arrived',
  'left',
  /** The person looked at its details for the first time, or opened it in the browser. */
  'opened',
  /** Something was offered to the person. */
  'offered',
  /** A workitem changed its state. */
  'status',
  /** The server told of an error with a workitem. */
  'error',
  /** It has waited for longer than the person allows. */
  'aged',
  /** How the session stands has changed. */
  'connection',
  /** The app was started or ended: in between nothing was watched. */
  'app',
  /** From then on nobody looked at the window; written once that has lasted. */
  'away',
  /** Somebody looks at the window again. */
  'back',
] as const;

/** One of the kinds. */
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** What became of something that could be alerted. */
export const HISTORY_OUTCOMES = ['alerted', 'grouped', 'held', 'silenced'] as const;

/** One of the outcomes. */
export type HistoryOutcome = (typeof HISTORY_OUTCOMES)[number];

/** What rules ask about besides what an entry says anyhow, as it stood when they decided. */
export interface AskedFacts {
  /** The state of a workitem or an offer before. */
  readonly from: string | null;
  /** How long it had waited, in ms. */
  readonly waited: number | null;
  /** Whether the person had put it there. */
  readonly isOwn: boolean;
  /** Fields of the item itself, as its page shows them. */
  readonly state: string | null;
  readonly direction: string | null;
  readonly address: string | null;
  /** Whether the user data had more keys than the entry keeps. */
  readonly isMore: boolean;
}

/** One thing that happened. What does not belong to its kind, or was not known, is null. */
export interface HistoryEntry {
  /** ms since the epoch. */
  readonly at: number;
  readonly kind: HistoryKind;
  readonly id: InteractionId | null;
  readonly workbin: WorkbinKey | null;
  /** What the workbin was called then. */
  readonly where: string | null;
  /** Whose it was: a group's or a colleague's name; null for one's own. */
  readonly owner: string | null;
  readonly media: string | null;
  readonly subject: string | null;
  readonly customer: string | null;
  readonly receivedAt: number | null;
  /** Of a workitem or an offer; of the session, as `ConnectionState`; of the app, `started` or `ended`. */
  readonly state: string | null;
  readonly outcome: HistoryOutcome | null;
  /** In plain words, without anything of a customer's. */
  readonly reason: string | null;
  /** The user data as it was then, a few thousand characters of it; empty where there was none. */
  readonly data: readonly (readonly [key: string, value: string])[];
  /** Null where rules do not decide, and in entries of earlier versions. */
  readonly asked: AskedFacts | null;
}

/** How much is kept of one text, in characters; `…` stands after it where there was more. */
export const KEPT_TEXT = 500;

const text = v.fallback(v.nullable(v.string()), null);
const number = v.fallback(v.nullable(v.number()), null);
const Stored = v.object({
  at: v.pipe(v.number(), v.finite()),
  kind: v.picklist(HISTORY_KINDS),
  id: text,
  workbin: v.fallback(v.nullable(v.pipe(v.unknown(), v.transform(readWorkbinKey))), null),
  where: text,
  owner: text,
  media: text,
  subject: text,
  customer: text,
  receivedAt: number,
  state: text,
  outcome: v.fallback(v.nullable(v.picklist(HISTORY_OUTCOMES)), null),
  reason: text,
  data: v.fallback(v.array(v.tuple([v.string(), v.string()])), []),
  asked: v.fallback(
    v.nullable(
      v.object({
        from: v.nullable(v.string()),
        waited: v.nullable(v.number()),
        isOwn: v.boolean(),
        state: v.nullable(v.string()),
        direction: v.nullable(v.string()),
        address: v.nullable(v.string()),
        isMore: v.boolean(),
      }),
    ),
    null,
  ),
});

/** An entry of this kind of which nothing else is known yet. */
export function blankEntry(kind: HistoryKind, at: number): HistoryEntry {
  const none = { id: null, workbin: null, where: null, owner: null, media: null, subject: null, customer: null };
  return { at, kind, ...none, receivedAt: null, state: null, outcome: null, reason: null, data: [], asked: null };
}

/** The entry as one line of text, without what is null. */
export function formatHistoryEntry(entry: HistoryEntry): string {
  const { data, ...rest } = entry;
  const known = Object.entries({ ...rest, ...(data.length > 0 && { data }) }).filter(([, value]) => value !== null);
  return JSON.stringify(Object.fromEntries(known));
}

/** The entry that such a line holds; null when it holds none, as one of a kind that a later version added. */
export function readHistoryEntry(line: string): HistoryEntry | null {
  let stored: unknown;
  try {
    stored = JSON.parse(line);
  } catch {
    return null;
  }
  const read = v.safeParse(Stored, typeof stored === 'object' ? { ...UNKNOWN, ...stored } : stored);
  return read.success ? (read.output as HistoryEntry) : null;
}

const { at: _at, kind: _kind, ...UNKNOWN } = blankEntry('app', 0);
