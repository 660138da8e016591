import { expect, it } from 'vitest';
import { startWatching } from '../watching.ts';
import { createFayeContactCentre } from './faye-contact-centre.ts';

const account = { userName: 'faye', password: 'faye' };

it('tells of what is added and removed on a second, independent Bayeux server', async () => {
  const centre = await createFayeContactCentre();
  centre.add('there-before');
  const watching = startWatching({ server: centre.origin, ...account });
  await watching.live();

  centre.add('new-one');
  await watching.until(() => watching.all('decision').length === 1);
  centre.remove('new-one');
  await watching.until(() => watching.all('withdraw').length === 1);

  expect(watching.all('alert').map((alert) => alert.interactions)).toEqual([['new-one']]);
  expect([...watching.notifier.rows()].map((item) => item.id)).toEqual(['there-before']);
});

it('takes that server’s 401 for an unknown client as a lost session, not as a refused sign-in', async () => {
  const centre = await createFayeContactCentre();
  const watching = startWatching({ server: centre.origin, ...account });
  await watching.live();

  await centre.crash();
  centre.add('meanwhile');
  await centre.restart();
  await watching.until(() => watching.all('decision').length === 1);
  await watching.live();

  expect(watching.all('alert')).toMatchObject([{ kind: 'item-added', interactions: ['meanwhile'], silent: true }]);
  expect(watching.all('connection').map((told) => told.state)).not.toContain('signed-out');
  expect(centre.handshakes()).toBe(2);
});
