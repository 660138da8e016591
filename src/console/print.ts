import type { Notifier, NotifierEvents } from '../notifier.ts';
import { formatLine, LINES } from './lines.ts';

type Told = keyof typeof LINES;

/** Prints a line for everything that the notifier tells from now on, and first how the session stands. */
export function printLines(notifier: Notifier, output: { write(text: string): unknown }): void {
  const print = <Name extends Told>(name: Name): void => {
    notifier.on(name, (event: NotifierEvents[Name]) => void output.write(formatLine(LINES[name](event), Date.now())));
  };
  const { state, reason } = notifier.view().connection;
  output.write(formatLine({ type: 'connection', state, reason }, Date.now()));
  for (const name of Object.keys(LINES) as Told[]) print(name);
}
