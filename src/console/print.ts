import type { Notifier } from '../notifier.ts';
import { formatLine, LINES, type Line } from './lines.ts';

/**
 * Prints a line for everything that the notifier tells from now on, and first how the session stands. Lines are written as soon as
 * what they tell is on record.
 */
export function printLines(notifier: Notifier, output: { write(text: string): unknown }): void {
  let gathered = '';
  const write = (): void => {
    const text = gathered;
    gathered = '';
    if (text !== '') output.write(text);
  };
  let latest = { at: NaN, time: '' };
  const print = (line: Line): void => {
    const at = Date.now();
    if (at !== latest.at) latest = { at, time: new Date(at).toISOString() };
    gathered += formatLine(line, latest.time);
  };
  print(LINES.connection(notifier.view().connection));
  write();
  // An event and the line for its name belong together, which the types of a loop cannot say.
  for (const name of Object.keys(LINES) as (keyof typeof LINES)[])
    notifier.on(name, (event) => print(LINES[name](event as never)));
  notifier.on('recorded', write);
}
