import { describe, expect, it } from 'vitest';
import { OPTIONAL_TOPICS, type OptionalTopic } from '../../src/core/settings.ts';
import { CORE_TOPICS } from '../../src/gws/attempt.ts';
import type { OfferMedia } from '../../src/simulator/offer-form.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { simulate, watch } from '../simulated.ts';

const topicsOf = (simulator: Simulator) => simulator.sessions()[0]!.topics.toSorted();

it('follows the three topics that it needs, and no other until that is switched on', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  expect(topicsOf(simulator)).toEqual(CORE_TOPICS.toSorted());

  watching.notifier.changeSettings({ ...watching.settings, topics: ['chats'] });
  await watching.until(() => watching.notifier.view().connection.state !== 'live');
  await watching.live();

  expect(topicsOf(simulator)).toEqual([...CORE_TOPICS, '/v2/me/chats'].toSorted());
});

describe('what is offered on an optional topic', () => {
  it.each<[OptionalTopic, OfferMedia, string]>([
    ['calls', 'call', 'Established'],
    ['chats', 'chat', 'Chatting'],
    ['emails', 'email', 'Processing'],
    ['facebook', 'facebook', 'Processing'],
    ['facebooksession', 'facebooksession', 'Chatting'],
    ['openmedia', 'openmedia', 'Revoked'],
    ['twitter', 'tweet', 'Completed'],
  ])('%s: a %s is alerted, and the alert taken back when it is %s', async (topic, media, next) => {
    const simulator = await simulate();
    const watching = watch(simulator, { settings: { topics: [topic] } });
    await watching.live();

    const id = simulator.offer(media);
    await watching.until(() => watching.all('alert').length === 1);
    simulator.changeOffer(id, next);
    await watching.until(() => watching.all('withdraw').length === 1);

    const [alert] = watching.all('alert');
    expect(alert).toMatchObject({ kind: 'interaction-offered', count: 0, interactions: [id] });
    expect(watching.all('withdraw')[0]).toMatchObject({ id: alert?.id });
    expect(watching.all('decision')).toMatchObject([{ event: 'interaction-offered', outcome: 'alerted' }]);
  });

  it('im-sessions: a message from a colleague is alerted, and the alert taken back when it is taken', async () => {
    const simulator = await simulate();
    const watching = watch(simulator, { settings: { topics: ['im-sessions'] } });
    await watching.live();
    const tell = (state: string) =>
      simulator.publish('/v2/me/im-sessions', { messageType: 'IMSessionStateChangeMessage', imSession: { id: 'im1', state } });

    tell(' Invited');
    await watching.until(() => watching.all('alert').length === 1);
    tell('Established');
    await watching.until(() => watching.all('withdraw').length === 1);

    expect(watching.all('alert')[0]).toMatchObject({ kind: 'interaction-offered', interactions: ['im1'] });
  });

  it('is not alerted twice, and messages that offer nothing are left alone', async () => {
    const simulator = await simulate();
    const watching = watch(simulator, { settings: { topics: OPTIONAL_TOPICS } });
    await watching.live();
    for (const [topic, messageType] of [
      ['devices', 'DeviceStateChangeMessage'],
      ['devices', 'ErrorMessage'],
      ['calls', 'ErrorMessage'],
      ['chats', 'MessageLogUpdated'],
      ['im-sessions', 'IMLogUpdateMessage'],
      ['twitter', 'TweetOperationResponse'],
    ])
      simulator.publish(`/v2/me/${topic}`, { messageType });

    simulator.faults.on('events-twice');
    const id = simulator.offer('chat');
    await watching.until(() => watching.all('decision').length === 1);

    expect(watching.all('alert')).toMatchObject([{ interactions: [id] }]);
    expect(watching.logged.filter((line) => line.startsWith('ignored'))).toHaveLength(6);
  });
});
