import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { formatRoute, readRoute, type Route } from '../../src/core/route.ts';
import { workbinKey, type InteractionId } from '../../src/core/workbin.ts';
import { createDoor, followLink, LINK_SCHEME, readStart } from '../../src/electron/start-request.ts';

const MINE = workbinKey('abc', { kind: 'agentGroup', name: 'Billing & more/#1' });
const ITEM: Route = { view: 'item', workbin: MINE, interactionId: '00011aAAA0000001' as InteractionId };
const LINK = `workbin-notifier://open${formatRoute(ITEM)}`;
const any = fc.string({ unit: 'binary', maxLength: 60 });

describe('a link', () => {
  it('opens the view that it names', () => {
    expect(followLink(LINK)).toEqual({ demo: false, hidden: false, route: ITEM });
    expect(followLink(LINK.replace('open#', 'open/#')).route).toEqual(ITEM);
    expect(followLink(LINK.replace('workbin-notifier', 'WORKBIN-Notifier')).route).toEqual(ITEM);
  });

  it.each([
    '',
    'workbin-notifier:',
    'workbin-notifier://open',
    'workbin-notifier://open#',
    'workbin-notifier://open#/',
    'workbin-notifier://open#/elsewhere',
    'workbin-notifier://open/../#/settings',
    'workbin-notifier://elsewhere#/settings',
    'workbin-notifier://open@elsewhere#/settings',
    'workbin-notifier://open?server=https://elsewhere.invalid#/settings',
    'workbin-notifier://open#javascript:alert(1)',
    'workbin-notifier://open#https://elsewhere.invalid/',
    'https://open#/settings',
    ` ${LINK}`,
    `${LINK}/${'x'.repeat(10_000)}`,
  ])('%j names no view, and the window opens all the same', (link) => {
    expect(followLink(link)).toEqual({ demo: false, hidden: false, route: null });
  });

  it('gives nothing but a route, whatever it is', () => {
    const near = fc
      .tuple(fc.constantFrom('', LINK_SCHEME, 'WORKBIN-NOTIFIER'), fc.constantFrom('://open', '://open/', ':'), any)
      .map((parts) => parts.join(''));
    const fragment = any.map((text) => `workbin-notifier://open#/${text}`);

    fc.assert(
      fc.property(fc.oneof(any, near, fragment), (link) => {
        const { demo, hidden, route } = followLink(link);

        expect([demo, hidden]).toEqual([false, false]);
        if (route !== null) expect(readRoute(formatRoute(route))).toEqual(route);
      }),
      { numRuns: 2000 },
    );
  });

  it('bears the scheme that the package registers', () => {
    expect(readFileSync('electron-builder.yml', 'utf8')).toContain(`schemes: [${LINK_SCHEME}]`);
  });
});

describe('a command line', () => {
  it.each([
    [['app'], { demo: false, hidden: false, route: null }],
    [['app', '--hidden'], { demo: false, hidden: true, route: null }],
    [['app', '--demo', '--hidden'], { demo: true, hidden: true, route: null }],
    [['app', '--hidden', LINK], { demo: false, hidden: false, route: ITEM }],
    [['app', '--demo', LINK], { demo: true, hidden: false, route: ITEM }],
    [['app', '--allow-file-access-from-files', LINK, '--demo', '--hidden'], { demo: false, hidden: false, route: ITEM }],
    [['app', 'Workbin-Notifier:nonsense', '--hidden'], { demo: false, hidden: false, route: null }],
  ])('%j is read', (args, request) => {
    expect(readStart(args)).toEqual(request);
  });

  it('takes no options from behind a link', () => {
    fc.assert(
      fc.property(any, fc.array(fc.oneof(any, fc.constantFrom('--demo', '--hidden'))), (text, rest) => {
        expect(readStart(['app', `workbin-notifier:${text}`, ...rest])).toMatchObject({ demo: false, hidden: false });
      }),
    );
  });
});

describe('the door', () => {
  const shown = { demo: false, hidden: false, route: null };

  it('keeps what is asked before the window can be opened, and opens it then', () => {
    const door = createDoor();
    const open = vi.fn();

    door.ask(shown);
    door.ask(followLink(LINK));
    door.ask({ ...shown, hidden: true });
    door.lead(open);
    expect(open.mock.calls).toEqual([[ITEM]]);
    door.ask(shown);

    expect(open.mock.calls).toEqual([[ITEM], [null]]);
  });

  it('opens nothing for a hidden start', () => {
    const door = createDoor();
    const open = vi.fn();

    door.ask({ ...shown, hidden: true });
    door.lead(open);
    door.ask({ ...shown, hidden: true });

    expect(open).not.toHaveBeenCalled();
  });
});
