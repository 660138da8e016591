import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type CommandLine =
  | {
      readonly kind: 'run';
      readonly port: number;
      readonly csrf: boolean;
      readonly ack: boolean;
      readonly pace: number;
      readonly empty: boolean;
    }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'wrong'; readonly why: string };

const help = `Workbin Notifier's simulator: a contact centre on 127.0.0.1.

Usage: npm run simulator -- [options]

  --port N    the port to listen on, 0 for any free one (default 8090)
  --pace N    how many times faster than people things happen, 0 for nothing by itself (default 1)
  --csrf      want the CSRF token on every POST, CometD included
  --ack       let clients have their messages acknowledged
  --empty     start with empty workbins
  --help      print this and exit

The control page shows the workbins, adds and removes items, and breaks things.
`;

const options = {
  port: { type: 'string' },
  pace: { type: 'string' },
  csrf: { type: 'boolean' },
  ack: { type: 'boolean' },
  empty: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the options; every wrong one is named in one line. */
export function readCommandLine(given: readonly string[]): CommandLine {
  let values;
  try {
    ({ values } = parseArgs({ args: [...given], options, allowPositionals: false }));
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { kind: 'wrong', why: `${why?.split('. ')[0]}. Try --help.` };
  }
  if (values.help) return { kind: 'help', text: help };
  const port = Number(values.port ?? 8090);
  if (values.port === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    return { kind: 'wrong', why: `--port must be a whole number from 0 to 65535, not '${values.port}'. Try --help.` };
  }
  const pace = Number(values.pace ?? 1);
  if (values.pace === '' || !(pace >= 0 && pace <= 1000)) {
    return { kind: 'wrong', why: `--pace must be a number from 0 to 1000, not '${values.pace}'. Try --help.` };
  }
  return { kind: 'run', port, csrf: values.csrf ?? false, ack: values.ack ?? false, pace, empty: values.empty ?? false };
}
