import { expect, it } from 'vitest';
import type { AlertText } from '../../src/core/alert-text.ts';
import { ENGLISH } from '../../src/core/language.ts';
import { createOutageAlerts } from '../../src/core/outage-alerts.ts';
import { START } from './samples.ts';

/** Alerts of outages, and what came of them: the kind, its title and body, and which alert it takes the place of. */
function open() {
  const raised: { readonly kind: string; readonly title: string; readonly body: string; readonly replaces: string | null }[] = [];
  const alerts = createOutageAlerts(
    {
      plain(kind, { title, body }: AlertText, opens, replaces) {
        expect(opens).toEqual({ view: 'connection' });
        raised.push({ kind, title, body, replaces });
        return `alert-${raised.length}`;
      },
    },
    ENGLISH,
  );
  return { alerts, raised };
}

const offline = { state: 'offline', reason: 'No answer from the server' } as const;
const live = { state: 'live', reason: 'Watching' } as const;

it('says that nothing is watched and why, and in its place that it works again', () => {
  const { alerts, raised } = open();

  alerts.session('impossible', offline, START);
  alerts.session(null, offline, START);
  alerts.session('possible', live, START);

  expect(raised).toEqual([
    { kind: 'connection', title: 'Not watching your workbins', body: 'No answer from the server', replaces: null },
    { kind: 'connection', title: 'Watching your workbins again', body: 'Watching', replaces: 'alert-1' },
  ]);
});

it('asks for a new sign-in in the place of the alert of the outage', () => {
  const { alerts, raised } = open();

  alerts.session('impossible', offline, START);
  alerts.session('impossible', { state: 'signed-out', reason: 'Access denied' }, START);

  expect(raised[1]).toMatchObject({ title: 'Please sign in again', replaces: 'alert-1' });
});

it('says that the Interaction Server is down, and in its place that it runs again', () => {
  const { alerts, raised } = open();

  alerts.interactionServer('down', START);
  alerts.interactionServer(null, START);
  alerts.interactionServer('back', START);

  expect(raised.map(({ kind, title, replaces }) => [kind, title, replaces])).toEqual([
    ['service', 'The Interaction Server is not running', null],
    ['service', 'The Interaction Server is running again', 'alert-1'],
  ]);
});

it('gives the next outage an alert of its own, and each kind its own place', () => {
  const { alerts, raised } = open();

  alerts.session('impossible', offline, START);
  alerts.interactionServer('down', START);
  alerts.session('possible', live, START);
  alerts.interactionServer('back', START);
  alerts.session('impossible', offline, START);
  alerts.interactionServer('down', START);

  expect(raised.map(({ replaces }) => replaces)).toEqual([null, null, 'alert-1', 'alert-2', null, null]);
});
