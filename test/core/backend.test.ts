import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../src/core/language.ts';
import { createServiceAlerts, describeService } from '../../src/core/backend.ts';
import { START } from './samples.ts';

describe('describeService', () => {
  it.each([
    ['MultiMediaState', 'Inactive', 'Interaction Server', 'Not running'],
    ['MultiMediaContent', 'ReadOnly', 'Universal Contact Server', 'Read only'],
    ['Voice', 'Active', 'Voice', 'Running'],
    ['Provisioning', 'Unknown', 'Configuration', 'Not known'],
    ['toString', 'Sleeping', 'toString', 'Sleeping'],
  ])('says of %s that is %s: %s, %s', (type, state, name, words) => {
    expect(describeService({ type, state }, ENGLISH)).toMatchObject({ name, state: words });
  });
});

describe('alerts of the Interaction Server', () => {
  const down = [{ type: 'MultiMediaState', state: 'Inactive' }];
  const up = [{ type: 'MultiMediaState', state: 'Active' }];
  const NOTHING = { announce: null, dueAt: Infinity };

  it('come once it has been down for a minute, and once when it is back', () => {
    const alerts = createServiceAlerts();

    expect(alerts.update(up, true, START)).toEqual(NOTHING);
    expect(alerts.update(down, true, START)).toEqual({ announce: null, dueAt: START + 60_000 });
    expect(alerts.update(down, true, START + 59_999)).toEqual({ announce: null, dueAt: START + 60_000 });
    expect(alerts.update(down, true, START + 60_000)).toEqual({ announce: 'down', dueAt: Infinity });
    expect(alerts.update(down, true, START + 90_000)).toEqual(NOTHING);
    expect(alerts.update(up, true, START + 90_001)).toEqual({ announce: 'back', dueAt: Infinity });
    expect(alerts.update(up, true, START + 90_002)).toEqual(NOTHING);
  });

  it('do not come where it was back in time, or is not heard of', () => {
    const alerts = createServiceAlerts();
    alerts.update(down, true, START);
    alerts.update(up, true, START + 59_000);

    expect(alerts.update(down, true, START + 60_000).announce).toBeNull();
    expect(alerts.update(down, false, START + 200_000)).toEqual(NOTHING);
    expect(alerts.update(down, true, START + 200_001).dueAt).toBe(START + 260_001);
    expect(alerts.update([{ type: 'Voice', state: 'Inactive' }], true, START + 400_000)).toEqual(NOTHING);
  });

  it('of its return come after a break of the connection, too', () => {
    const alerts = createServiceAlerts();
    alerts.update(down, true, START);
    alerts.update(down, true, START + 60_000);
    alerts.update(down, false, START + 61_000);

    expect(alerts.update(up, true, START + 70_000).announce).toBe('back');
  });
});
