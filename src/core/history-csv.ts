import { describeHappening, describeItemState, OUTCOME_NAMES } from './happening-text.ts';
import type { HistoryEntry } from './history.ts';
import { phrase, type Translate } from './language.ts';
import { formatMedia } from './media.ts';
import { explain } from './reasons.ts';

type Column = readonly [title: string, read: (entry: HistoryEntry, t: Translate) => string | null];

const PLAIN: readonly Column[] = [
  [phrase('Time'), ({ at }) => new Date(at).toISOString()],
  [phrase('What'), describeHappening],
  [phrase('Workbin'), ({ where }) => where],
  [phrase('Owner'), ({ owner }) => owner],
  [phrase('Media'), ({ media }, t) => (media === null ? null : formatMedia(media, t))],
  [phrase('Interaction'), ({ id }) => id],
  [phrase('State'), (entry, t) => (entry.id === null ? null : describeItemState(entry, t))],
  [phrase('Outcome'), ({ outcome }, t) => t(OUTCOME_NAMES.find(([one]) => one === outcome)?.[1] ?? '')],
  [phrase('Reason'), ({ reason }, t) => (reason === null ? null : explain(reason, t))],
  [phrase('Received'), ({ receivedAt }) => (receivedAt === null ? null : new Date(receivedAt).toISOString())],
];
const OF_CUSTOMERS: readonly Column[] = [
  [phrase('Subject'), ({ subject }) => subject],
  [phrase('Customer'), ({ customer }) => customer],
  [phrase('User data'), ({ data }) => data.map(([key, value]) => `${key}: ${value}`).join('\n')],
];

/** The first line of the table, in the language of `t`. The mark before it tells spreadsheets that the text is UTF-8. */
export function csvHead(withCustomerData: boolean, t: Translate): string {
  const titles = columns(withCustomerData).map(([title]) => t(title));
  return `\uFEFF${formatRow(titles, t)}`;
}

/** One entry as a line of the table. @see RFC 4180 */
export function csvRow(entry: HistoryEntry, withCustomerData: boolean, t: Translate): string {
  const cells = columns(withCustomerData).map(([, read]) => read(entry, t) ?? '');
  return formatRow(cells, t);
}

function columns(withCustomerData: boolean): readonly Column[] {
  return withCustomerData ? [...PLAIN, ...OF_CUSTOMERS] : PLAIN;
}

function formatRow(cells: readonly string[], t: Translate): string {
  // Where numbers have a comma, spreadsheets look for a semicolon between cells.
  const between = t.number(1.5).includes(',') ? ';' : ',';
  return `${cells.map(formatCell).join(between)}\r\n`;
}

/** Quoted, and never a formula: a spreadsheet would work out what a customer wrote. @see OWASP, CSV injection */
function formatCell(text: string): string {
  const plain = /^[\s\0]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
