import type { Notifier } from '../notifier.ts';
import { formatLine, LINES, type Line } from './lines.ts';

/** Prints a line for everything that the notifier tells from now on, and first how the session stands. */
export function printLines(notifier: Notifier, output: { write(text: string): unknown }): void {
  const print = (line: Line): void => void output.write(formatLine(line, Date.now()));
  print(LINES.connection(notifier.view().connection));
  // An event and the line for its name belong together, which the types of a loop cannot say.
  for (const name of Object.keys(LINES) as (keyof typeof LINES)[])
    notifier.on(name, (event) => print(LINES[name](event as never)));
}
