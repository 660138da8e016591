import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import type { Step } from './script.ts';

const RANDOM_SEEDS = Array.from({ length: 25 }, (_, seed) => seed);

/** Scripts that once went wrong, as short as they can be. Each is played at several paces of the network. */
const known: readonly { readonly name: string; readonly script: readonly Step[] }[] = [
  {
    name: 'takes nothing for an arrival when the record of the first look was torn',
    script: [
      { kind: 'add', bin: 0, id: 'x1' },
      { kind: 'add', bin: 0, id: 'x2' },
      { kind: 'restart-app', how: 'torn', part: 0.99, away: 0 },
      { kind: 'wait', ms: 700 },
    ],
  },
  {
    name: 'tells of all that was in a torn record, since none of it was told',
    script: [
      { kind: 'calm' },
      { kind: 'restart-app', how: 'torn', part: 0.8, away: 0 },
      { kind: 'burst', bin: 1, count: 6 },
      { kind: 'wait', ms: 2100 },
    ],
  },
  {
    name: 'tells of a record of one line that lacks only its end',
    script: [
      { kind: 'calm' },
      { kind: 'restart-app', how: 'torn', part: 0.99, away: 0 },
      { kind: 'add', bin: 1, id: 'x1' },
      { kind: 'wait', ms: 2100 },
    ],
  },
  {
    name: 'announces an item once that came into a second workbin while the app was restarted',
    script: [
      { kind: 'calm' },
      { kind: 'add', bin: 0, id: 'x1' },
      { kind: 'calm' },
      { kind: 'restart-app', how: 'ended', part: 0, away: 0 },
      { kind: 'add', bin: 1, id: 'x1' },
      { kind: 'add', bin: 3, id: 'x1' },
    ],
  },
  {
    name: 'announces an item once that came into a second workbin before the first could be read after a restart',
    script: [
      { kind: 'wait', ms: 2100 },
      { kind: 'add', bin: 3, id: 'x1' },
      { kind: 'calm' },
      { kind: 'restart-app', how: 'ended', part: 0, away: 0 },
      { kind: 'add', bin: 0, id: 'x1' },
      { kind: 'clock', by: 3_600_000 },
      { kind: 'echo-never', times: 1 },
      { kind: 'server-silent', ms: 3000 },
    ],
  },
  {
    name: 'announces an item that moved on in a burst before its alert was due',
    script: [
      { kind: 'calm' },
      { kind: 'burst', bin: 0, count: 4 },
      { kind: 'add', bin: 0, id: 'x1' },
      { kind: 'wait', ms: 700 },
      { kind: 'move', from: 0, bin: 1, id: 'x1', overlap: true },
    ],
  },
  {
    name: 'takes an item that comes back during the first look for a second stay',
    script: [{ kind: 'add', bin: 3, id: 'x4' }, { kind: 'reenter', bin: 3, id: 'x4' }, { kind: 'calm' }],
  },
  {
    name: 'does not stay live when the clock is set back while the connection is broken',
    script: [
      { kind: 'calm' },
      { kind: 'server-down', ms: 20_000, forgets: true },
      { kind: 'wait', ms: 10 },
      { kind: 'clock', by: -3_600_000 },
      { kind: 'wait', ms: 12_000 },
    ],
  },
  {
    name: 'is told of everything although the Interaction Server was away and back while a poll was lost',
    script: [
      { kind: 'calm' },
      { kind: 'poll-lost' },
      { kind: 'interaction-server-down', ms: 100 },
      { kind: 'wait', ms: 45_000 },
      { kind: 'add', bin: 0, id: 'x1' },
    ],
  },
  {
    name: 'learns that the Interaction Server is back although the message and the first reading are lost',
    script: [
      { kind: 'calm' },
      { kind: 'interaction-server-down', ms: 5000 },
      { kind: 'wait', ms: 2100 },
      { kind: 'rest-cut', times: 3 },
      { kind: 'poll-lost' },
      { kind: 'wait', ms: 12_000 },
    ],
  },
];

describe('a script that once went wrong:', () => {
  it.each(known)('$name', async ({ script }) => {
    const complaints = [];
    for (const seed of RANDOM_SEEDS) complaints.push(...(await play({ script, seed })));

    expect(complaints).toEqual([]);
  });
});
