import { parseArgs } from 'node:util';
import { readServer } from '../core/server-address.ts';
import { OPTIONAL_TOPICS, readSettingsChange, type OptionalTopic } from '../core/settings.ts';

/** What the person asked of the console host. */
export interface ConsoleOptions {
  readonly help: boolean;
  readonly demo: boolean;
  /** Origin; null: as in the settings. */
  readonly server: string | null;
  readonly user: string | null;
  /** Null: the app's per-user folder. */
  readonly dataDir: string | null;
  readonly agentGroups: readonly string[];
  readonly placeGroups: readonly string[];
  readonly watchedUsers: readonly string[];
  readonly topics: readonly OptionalTopic[];
  readonly cometdPath: string | null;
}

/** What the arguments came to. */
export type ReadOptions =
  { readonly kind: 'options'; readonly options: ConsoleOptions } | { readonly kind: 'unusable'; readonly why: string };

/** What `--help` prints. */
export const HELP = `Usage: npm run --silent watch -- [options]

Watches workbins of Genesys Web Services and prints what happens as JSON lines.
The password is read from the environment variable GWS_PASSWORD, never from an argument.

  --server URL         origin, or origin with /api/v2, of Genesys Web Services (default: from the settings)
  --user NAME          user name for HTTP Basic (default: from the settings)
  --data-dir DIR       where settings, ledger and history are kept (default: the app's per-user folder)
  --agent-group NAME   also watch this agent group's workbins; repeatable
  --place-group NAME   also watch this place group's workbins; repeatable
  --watch-user USERID  also watch this user's workbins of type Agent; repeatable
  --topic NAME         also follow an optional topic; repeatable; one of
                       ${OPTIONAL_TOPICS.slice(0, 5).join(', ')},
                       ${OPTIONAL_TOPICS.slice(5).join(', ')}, or all
  --demo               start the simulator inside this process and connect to it
  --cometd-path PATH   CometD endpoint below the origin (default: /api/v2/notifications)
  --help               print this
`;

const TEXT = { type: 'string' } as const;
const LIST = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean' } as const;

/** Reads the arguments after the program's name; what cannot be used is named, with what to do. */
export function readOptions(args: readonly string[]): ReadOptions {
  let given;
  try {
    given = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        server: TEXT,
        user: TEXT,
        'data-dir': TEXT,
        'agent-group': LIST,
        'place-group': LIST,
        'watch-user': LIST,
        topic: LIST,
        demo: FLAG,
        'cometd-path': TEXT,
        help: FLAG,
      },
    }).values;
  } catch (error) {
    return unusable(`${firstSentence(error)} See --help for the options.`);
  }
  const empty = Object.entries(given).find(([, value]) =>
    [value].flat().some((one) => typeof one === 'string' && one.trim() === ''),
  );
  if (empty) return unusable(`The option --${empty[0]} needs a value. See --help for the options.`);
  const long = findTooLong(given);
  if (long) return unusable(`--${long.option}: “${long.value.slice(0, 40)}…” is too long. Check it.`);
  const server = given.server === undefined ? null : readServer(given.server);
  if (server?.kind === 'unusable') return unusable(`--server: ${server.why}`);
  const asked = given.topic ?? [];
  const topic = asked.find((one) => one !== 'all' && !isTopic(one));
  if (topic !== undefined)
    return unusable(`--topic: there is no topic “${topic}”. Use one of ${OPTIONAL_TOPICS.join(', ')}, or all.`);
  const cometdPath = given['cometd-path'] ?? null;
  if (cometdPath !== null && !/^\/[\w./~-]*$/.test(cometdPath))
    return unusable(`--cometd-path: “${cometdPath}” is not a path. Use a form like /api/v2/notifications.`);
  return {
    kind: 'options',
    options: {
      help: given.help ?? false,
      demo: given.demo ?? false,
      server: server?.origin ?? null,
      user: given.user ?? null,
      dataDir: given['data-dir'] ?? null,
      agentGroups: given['agent-group'] ?? [],
      placeGroups: given['place-group'] ?? [],
      watchedUsers: given['watch-user'] ?? [],
      topics: asked.includes('all') ? OPTIONAL_TOPICS : asked.filter(isTopic),
      cometdPath,
    },
  };
}

/** The options that name somebody, by the setting that each adds to. */
const NAMING = {
  user: 'userName',
  'agent-group': 'agentGroups',
  'place-group': 'placeGroups',
  'watch-user': 'watchedUsers',
} as const;

/** A name that the settings would leave out without a word, since no request could carry it. */
function findTooLong(
  given: Readonly<Partial<Record<keyof typeof NAMING, string | readonly string[]>>>,
): { readonly option: string; readonly value: string } | null {
  for (const [option, setting] of Object.entries(NAMING) as [keyof typeof NAMING, string][])
    for (const value of [given[option] ?? []].flat()) {
      const { refused } = readSettingsChange({ [setting]: option === 'user' ? value : [value] });
      if (refused.length > 0) return { option, value };
    }
  return null;
}

function isTopic(name: string): name is OptionalTopic {
  return (OPTIONAL_TOPICS as readonly string[]).includes(name);
}

function unusable(why: string): ReadOptions {
  return { kind: 'unusable', why };
}

function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message.split(/\.\s|\n/)[0] ?? ''}.`;
}
