import { describe, expect, it } from 'vitest';
import type { Route } from '../../src/core/route.ts';
import type { ConnectionState, WorkbinView } from '../../src/core/contract.ts';
import { workbinKey, type InteractionId } from '../../src/core/workbin.ts';
import { isOver } from '../../src/electron/earlier-alerts.ts';

const MINE = workbinKey('mine', { kind: 'me' });
const OTHER = workbinKey('other', { kind: 'me' });
const WAITS = '00011aAAA0000001' as InteractionId;
const GONE = '00011aAAA0000002' as InteractionId;
const OFFERED = '00011aAAA0000003' as InteractionId;

const READ = { key: MINE, watched: true, watch: 'subscribed', count: 1, unread: 1 };
const QUIET = { ...READ, unread: 0 };
const UNSURE = { ...READ, watch: 'failed', unread: 0 };
const UNREAD_YET = { ...READ, count: null, unread: 0 };
const UNWATCHED = { ...READ, watched: false };

const item = (interactionId: InteractionId, workbin: typeof MINE | null = MINE): Route => ({
  view: 'item',
  workbin,
  interactionId,
});
const judge = (opens: Route, workbins: readonly object[], state: ConnectionState = 'live') =>
  isOver(opens, {
    connection: { state } as never,
    workbins: workbins as readonly WorkbinView[],
    isUnread: (workbin, id) => workbin === MINE && id === WAITS,
    isKnown: (id) => id === OFFERED,
  });

describe('what an alert of an earlier run told of', () => {
  it.each<[string, boolean, Route, readonly object[]]>([
    ['waits', false, item(WAITS), [READ]],
    ['has left, or was opened', true, item(GONE), [READ]],
    ['lies in a workbin that was not read yet', false, item(GONE), [UNREAD_YET]],
    ['lies in a workbin that cannot be read', false, item(GONE), [UNSURE]],
    ['lies in a workbin that is watched no more', true, item(GONE), [UNWATCHED]],
    ['lies in a workbin that is not there any more', true, item(GONE, OTHER), [READ]],
    ['is still offered', false, item(OFFERED, null), [READ]],
    ['is offered no more', true, item(GONE, null), [READ]],
    ['is a workbin with something new', false, { view: 'list', workbin: MINE }, [READ]],
    ['is a workbin without anything new', true, { view: 'list', workbin: MINE }, [QUIET]],
    ['is a workbin that cannot be read', false, { view: 'list', workbin: MINE }, [UNSURE]],
    ['is all workbins, one with something new', false, { view: 'list', workbin: null }, [QUIET, { ...READ, key: OTHER }]],
    ['is all workbins, one of them not certain', false, { view: 'list', workbin: null }, [QUIET, { ...UNSURE, key: OTHER }]],
    ['is all workbins, without anything new', true, { view: 'list', workbin: null }, [QUIET, { ...QUIET, key: OTHER }]],
    ['is a trouble that has ended', true, { view: 'connection' }, []],
    ['is something else', false, { view: 'history' }, [QUIET]],
  ])('%s: over %s', (_what, expected, opens, workbins) => {
    expect(judge(opens, workbins)).toBe(expected);
  });

  it.each(['connecting', 'offline', 'signed-out'] as const)('is not judged while the session is %s', (state) => {
    for (const opens of [item(GONE), { view: 'list', workbin: MINE }, { view: 'connection' }] as const)
      expect(judge(opens, [QUIET], state)).toBe(false);
  });

  it('is a trouble that lasts while not everything is watched', () => {
    expect(judge({ view: 'connection' }, [QUIET], 'degraded')).toBe(false);
  });
});
