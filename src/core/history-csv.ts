import type { HistoryEntry } from './history.ts';

const PLAIN: readonly (readonly [title: string, read: (entry: HistoryEntry) => string | null])[] = [
  ['Time', ({ at }) => new Date(at).toISOString()],
  ['What', ({ kind }) => kind],
  ['Workbin', ({ where }) => where],
  ['Owner', ({ owner }) => owner],
  ['Media', ({ media }) => media],
  ['Interaction', ({ id }) => id],
  ['State', ({ state }) => state],
  ['Outcome', ({ outcome }) => outcome],
  ['Reason', ({ reason }) => reason],
  ['Received', ({ receivedAt }) => (receivedAt === null ? null : new Date(receivedAt).toISOString())],
];
const OF_CUSTOMERS: typeof PLAIN = [
  ['Subject', ({ subject }) => subject],
  ['Customer', ({ customer }) => customer],
  ['User data', ({ data }) => data.map(([key, value]) => `${key}: ${value}`).join('\n')],
];

/** The first line of the table. The mark before it tells spreadsheets that the text is UTF-8. */
export function csvHead(withCustomerData: boolean): string {
  return `\uFEFF${formatRow(columns(withCustomerData).map(([title]) => title))}`;
}

/** One entry as a line of the table. @see RFC 4180 */
export function csvRow(entry: HistoryEntry, withCustomerData: boolean): string {
  return formatRow(columns(withCustomerData).map(([, read]) => read(entry) ?? ''));
}

function columns(withCustomerData: boolean): typeof PLAIN {
  return withCustomerData ? [...PLAIN, ...OF_CUSTOMERS] : PLAIN;
}

function formatRow(cells: readonly string[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`;
}

/** Quoted, and never a formula: a spreadsheet would work out what a customer wrote. @see OWASP, CSV injection */
function formatCell(text: string): string {
  const plain = /^[\s\0]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
