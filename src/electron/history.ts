import path from 'node:path';
import { accountName } from '../account.ts';
import { createAbsenceReader } from '../core/absence.ts';
import type { Commands, ConnectionState, HistoryRow } from '../core/contract.ts';
import { blankEntry, type HistoryEntry } from '../core/history.ts';
import {
  noteAgeing,
  noteApp,
  noteConnection,
  noteDecision,
  noteLeaving,
  noteOpening,
  noteWorkitemError,
} from '../core/history-notes.ts';
import { createMatcher, readSegment } from '../core/history-query.ts';
import type { Translate } from '../core/language.ts';
import { createRuleTrial, type RuleTrial } from '../core/rule-trial.ts';
import type { Rule } from '../core/rule.ts';
import type { InteractionId, WorkbinKey } from '../core/workbin.ts';
import type { Notifier } from '../notifier.ts';
import { openHistoryBook, type HistoryBook, type HistoryStretch } from './history-book.ts';
import { exportHistory, type AskWhere } from './history-export.ts';
import type { HistoryKeys } from './history-key.ts';
import { createLooks } from './looks.ts';
import type { PasswordOwner } from './password-file.ts';

/** The commands that the history answers. */
export type HistoryCommands = Pick<
  Commands,
  'readHistory' | 'readAbsence' | 'readItemHistory' | 'exportHistory' | 'clearHistory'
>;

/** The history of whoever is signed in. */
export interface History extends HistoryCommands {
  /** Writes down what this account tells, until the returned function is called. */
  follow(account: Notifier, owner: PasswordOwner): () => void;
  /** The person opened this: here, or in the browser. */
  opened(workbin: WorkbinKey | null, id: InteractionId, inBrowser: boolean): void;
  /** Whether somebody looks at the window from now on. */
  look(isLooking: boolean): void;
  /** What other rules than those of now would have done. */
  tryRules(before: readonly Rule[], after: readonly Rule[]): Promise<RuleTrial>;
  keepFor(days: number): void;
  /** Resolves when all is on disk. */
  stop(): Promise<void>;
}

interface HistoryOptions {
  /** Where the app keeps its files. */
  readonly folder: string;
  readonly keys: HistoryKeys;
  /** For how many days it is kept; 0 for not at all. */
  readonly days: () => number;
  readonly askWhere: AskWhere;
  /** Called when there is something new to read. */
  readonly changed: () => void;
  readonly now: () => number;
  /** What an export is said in. */
  readonly t: Translate;
  readonly log: (line: string) => void;
  readonly tell: (id: string, text: string) => void;
}

/** Rows of one page. */
const PAGE = 200;
const DAY = 86_400_000;
/** What a search has gone through where there is no history. */
const NOWHERE: HistoryStretch = { newest: null, isJoined: false };

interface Current {
  readonly account: Notifier;
  readonly book: HistoryBook;
  look(isLooking: boolean): void;
}

/** A history that is nobody's as yet. */
export function createHistory(options: HistoryOptions): History {
  const { folder, keys, now, log, tell } = options;
  let current: Current | null = null;
  let isLooking = false;
  /** Numbers the questions: a later one ends an earlier one, whose answer nobody waits for. */
  let asked = 0;
  let closing: Promise<void> = Promise.resolve();
  /** What was read last of one item. */
  let itemRead: { readonly id: InteractionId; readonly newest: string | null; readonly rows: readonly HistoryRow[] } | null =
    null;

  function follow(account: Notifier, { server, userName }: PasswordOwner): () => void {
    const book = openHistoryBook({
      folder: path.join(folder, `history-${accountName(server, userName)}`),
      keys,
      days: options.days(),
      now,
      log,
      tellTrouble: (text) => tell('history', text),
      written: options.changed,
    });
    const looks = createLooks(now, (kind, at) => book.add(blankEntry(kind, at)));
    let standingBefore: ConnectionState | null = null;
    book.add(noteApp('started', now()));
    const stops = [
      account.on('decision', (decision) => book.add(noteDecision(decision, now()))),
      account.on('item', ({ change, workbin, item, source }) => {
        if (change === 'removed') book.add(noteLeaving(workbin, item, source, now()));
      }),
      account.on('workitem', (told) => {
        if (told.change !== 'error') return;
        book.add(noteWorkitemError(told, told.workitem && account.readItem(null, told.workitem.id), now()));
      }),
      account.on('alert', (alert) => {
        const noted = noteAgeing(alert, (id) => account.readItem(alert.workbin, id), now());
        if (noted) book.add(noted);
      }),
      account.on('connection', (standing) => {
        // How far it has come with connecting is nothing to remember.
        const isStep = standing.state === 'connecting' && standing.state === standingBefore;
        standingBefore = standing.state;
        if (!isStep) book.add(noteConnection(standing, now()));
      }),
    ];
    current = { account, book, look: looks.look };
    looks.look(isLooking);
    return () => {
      for (const stop of stops) stop();
      looks.stop();
      book.add(noteApp('ended', now()));
      current = null;
      closing = book.close();
    };
  }

  return {
    follow,
    opened(workbin, id, inBrowser) {
      if (!current) return;
      const { account, book } = current;
      const bin = account.view().workbins.find(({ key }) => key === workbin) ?? null;
      book.add(noteOpening(id, account.readItem(workbin, id), bin, inBrowser, now()));
    },
    look(next) {
      isLooking = next;
      current?.look(next);
    },
    keepFor: (days) => void current?.book.keepFor(days).then(options.changed),
    stop: () => closing,

    async readHistory(query, after, until) {
      const rows: HistoryRow[] = [];
      const mine = ++asked;
      let hasMore = false;
      const matcher = createMatcher(query);
      const stretch = await current?.book.read(
        (entry, position) => {
          hasMore = mine !== asked || rows.length === PAGE;
          if (!hasMore && matcher.matches(entry)) rows.push(formatRow(entry, position));
          return !hasMore;
        },
        { mayMatch: (line) => mine !== asked || matcher.mayMatch(line), after, until, since: query.from ?? 0 },
      );
      return { rows, hasMore, ...(stretch ?? NOWHERE), keeping: (await current?.book.keeping()) ?? 'off' };
    },
    async readAbsence() {
      const reader = createAbsenceReader(now());
      await current?.book.read(reader.take);
      return reader.result();
    },
    async readItemHistory(id) {
      const rows: HistoryRow[] = [];
      const receivedAt = current?.account.readItem(null, id)?.receivedAt ?? null;
      const written = JSON.stringify(id);
      // It is asked for again each time that anything has happened.
      const before = itemRead?.id === id ? itemRead : null;
      const stretch = await current?.book.read(
        (entry, position) => {
          if (entry.id === id) rows.push(formatRow(entry, position));
          return true;
        },
        {
          mayMatch: (line) => line.includes(written),
          until: before?.newest ?? null,
          // The clock of the server may be another.
          since: receivedAt === null ? 0 : receivedAt - DAY,
        },
      );
      const known = stretch?.isJoined === true && before !== null ? before.rows : [];
      itemRead = { id, newest: stretch?.newest ?? null, rows: [...known, ...rows.reverse()] };
      return itemRead.rows;
    },
    async exportHistory({ query, withCustomerData }) {
      const book = current?.book;
      if (!book) return { kind: 'cancelled' };
      const matcher = createMatcher(query);
      const result = await exportHistory(
        (show) =>
          book.read((entry) => !matcher.matches(entry) || show(entry), { mayMatch: matcher.mayMatch, since: query.from ?? 0 }),
        { withCustomerData, askWhere: options.askWhere, now: now(), t: options.t },
      );
      if (result.kind !== 'cancelled') log(`history: export ${result.kind}`);
      return result;
    },
    async tryRules(before, after) {
      const trial = createRuleTrial(before, after);
      await current?.book.read(trial.take);
      return trial.result();
    },
    async clearHistory() {
      itemRead = null;
      await current?.book.clear();
      options.changed();
    },
  };
}

function formatRow(entry: HistoryEntry, position: string): HistoryRow {
  const { data: _data, asked: _asked, ...row } = entry;
  return { ...row, segment: readSegment(entry), key: position };
}
