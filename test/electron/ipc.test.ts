import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Commands } from '../../src/core/contract.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { workbinKey } from '../../src/core/workbin.ts';
import { EVERYTHING } from '../../src/core/history-query.ts';
import { COMMAND_NAMES, commandChannel, type Answer } from '../../src/electron/channels.ts';
import { COMMAND_READERS } from '../../src/electron/command-readers.ts';
import { answerCommands } from '../../src/electron/ipc.ts';
import { deliver } from '../stand-in/ipc-main.ts';
import type { WebContents, WebFrame } from '../stand-in/web-contents.ts';

const KEY = workbinKey('abc', { kind: 'agentGroup', name: 'Billing & Refunds' });
const CREDENTIALS = { server: 'https://gws.example', userName: 'ada', password: 'canary' };
const OWN = { url: 'own' } as WebFrame;
const FOREIGN = { url: 'foreign' } as WebFrame;

let stop: (() => void) | undefined;
afterEach(() => {
  stop?.();
  stop = undefined;
});

function answering(commands: Partial<Commands>) {
  const log: string[] = [];
  stop = answerCommands({
    commands: commands as Commands,
    isOurs: ({ senderFrame }: IpcMainInvokeEvent) => (senderFrame as unknown) === OWN,
    log: (line) => void log.push(line),
  });
  return log;
}
async function ask(name: keyof Commands, args: unknown[], frame = OWN): Promise<Answer> {
  const reply = await deliver({ id: 1 } as WebContents, frame, 'invoke', commandChannel(name), args);
  return 'value' in reply ? (reply.value as Answer) : { ok: false, why: reply.error };
}

describe('a command', () => {
  it('reaches its function with its arguments, and its result comes back', async () => {
    const readItem = vi.fn(() => Promise.resolve(null));
    answering({ readItem });

    expect(await ask('readItem', [KEY, '00011aAAA0000001'])).toEqual({ ok: true, result: null });
    expect(readItem).toHaveBeenCalledWith(KEY, '00011aAAA0000001');
  });

  it.each(COMMAND_NAMES)('%s is refused to anyone but the app’s own window', async (name) => {
    const called = vi.fn();
    const log = answering(Object.fromEntries(COMMAND_NAMES.map((command) => [command, called])));

    expect(await ask(name, [], FOREIGN)).toEqual({ ok: false, why: 'Only the window of Workbin Notifier may ask for this.' });
    expect(called).not.toHaveBeenCalled();
    expect(log).toHaveLength(1);
  });

  it.each(COMMAND_NAMES)('%s is refused with arguments that make no sense', async (name) => {
    const called = vi.fn();
    const log = answering(Object.fromEntries(COMMAND_NAMES.map((command) => [command, called])));

    for (const args of [[{}, {}, 'canary'], ['canary', 1, 2, 3], [[['canary']]], [Number.NaN]]) {
      const outcome = await ask(name, args);
      expect(outcome.ok).toBe(false);
      expect(JSON.stringify([outcome, log])).not.toContain('canary');
    }
    expect(called).not.toHaveBeenCalled();
  });

  it('that fails says so without the words of the fault', async () => {
    const log = answering({ signIn: () => Promise.reject(new TypeError('canary in https://ada:canary@gws.example')) });

    const outcome = await ask('signIn', [CREDENTIALS]);

    expect(outcome).toMatchObject({ ok: false });
    expect(log).toEqual(['command signIn failed: TypeError']);
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });

  it('is answered no more after the stop', async () => {
    answering({});
    stop?.();

    expect(await ask('signOut', [])).toEqual({ ok: false, why: "Error: No handler registered for 'command:signOut'" });
    expect(ipcMain.eventNames()).toEqual([]);
  });
});

describe('the arguments', () => {
  it.each([
    ['snapshot', []],
    ['rows', []],
    ['traffic', []],
    ['searchItems', ['refund']],
    ['signIn', [CREDENTIALS]],
    ['testConnection', [CREDENTIALS]],
    ['signOut', []],
    ['changeSettings', [{ theme: 'dark', pausedUntil: 5 }]],
    ['readItem', [null, 'id']],
    ['readItem', [KEY, 'id']],
    ['markRead', [KEY, null]],
    ['offerOpened', ['id']],
    ['lookAt', [KEY]],
    ['lookAt', [null]],
    ['listDataKeys', [KEY]],
    ['listDataKeys', [null]],
    ['openInBrowser', [null, 'id']],
    ['copyText', ['x'.repeat(100_000)]],
    ['retry', [null]],
    ['dismissNotice', ['id']],
    ['readHistory', [EVERYTHING, null, '000001790000000-7']],
    [
      'readHistory',
      [
        {
          text: 'ada',
          kind: 'left',
          outcome: 'held',
          workbin: KEY,
          media: 'email',
          owner: 'me',
          segment: 'Gold',
          from: 1,
          to: 2,
        },
        '001774346400000-12',
        null,
      ],
    ],
    ['readItemHistory', ['id']],
    ['exportHistory', [{ query: EVERYTHING, withCustomerData: false }]],
    ['clearHistory', []],
    ['tryRules', [[{ name: 'a', on: true, when: [], then: { kind: 'hold' } }]]],
  ] as const)('of %s are read as they are', (name, sent) => {
    expect(COMMAND_READERS[name](sent)).toEqual(sent);
  });

  it.each([
    ['snapshot', [1]],
    ['rows', [1]],
    ['searchItems', ['x'.repeat(201)]],
    ['searchItems', [null]],
    ['signIn', [{ ...CREDENTIALS, password: undefined }]],
    ['signIn', [{ ...CREDENTIALS, extra: 1 }]],
    ['signIn', [{ ...CREDENTIALS, password: 'x'.repeat(1001) }]],
    ['changeSettings', [{ theme: 'purple' }]],
    ['changeSettings', [{ unknown: 1 }]],
    ['changeSettings', [{ server: 'https://elsewhere.example' }]],
    ['changeSettings', [{ userName: 'someone' }]],
    ['changeSettings', [{ browserTemplate: 'file:///etc/passwd' }]],
    ['changeSettings', [null]],
    ['readItem', ['nonsense', 'id']],
    ['readItem', [KEY, '']],
    ['readItem', [KEY, 'x'.repeat(201)]],
    ['readItem', [KEY]],
    ['markRead', [null, 'id']],
    ['offerOpened', [null]],
    ['lookAt', ['not a key']],
    ['listDataKeys', ['not a key']],
    ['copyText', ['x'.repeat(100_001)]],
    ['retry', []],
    ['dismissNotice', [{}]],
    ['readHistory', [EVERYTHING]],
    ['readHistory', [EVERYTHING, null]],
    ['readHistory', [EVERYTHING, '../../etc-1', null]],
    ['readHistory', [EVERYTHING, null, '../../etc-1']],
    ['readHistory', [{ ...EVERYTHING, owner: 'nobody' }, null, null]],
    ['readHistory', [{ ...EVERYTHING, kind: 'danced' }, null, null]],
    ['readHistory', [{ ...EVERYTHING, text: 'x'.repeat(501) }, null, null]],
    ['readHistory', [{ ...EVERYTHING, extra: 1 }, null, null]],
    ['readItemHistory', [null]],
    ['exportHistory', [{ query: EVERYTHING }]],
    ['clearHistory', [true]],
    ['tryRules', [[{ name: 'a', on: true, when: [{ kind: 'media', is: [] }], then: { kind: 'hold' } }]]],
    ['tryRules', [null]],
  ] as const)('of %s are not %j', (name, sent) => {
    expect(COMMAND_READERS[name](sent)).toBeNull();
  });

  it('may change every setting but those of the account', () => {
    const { version: _version, server: _server, userName: _userName, ...rest } = DEFAULT_SETTINGS;

    expect(COMMAND_READERS.changeSettings([rest])).toEqual([rest]);
  });
});
