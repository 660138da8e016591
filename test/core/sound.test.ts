import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { decideSound, OWN_SOUNDS } from '../../src/core/sound.ts';

const calm = { isLocked: false, isDoNotDisturb: false };
const alert = { silent: false, wanted: 'default' };
const decide = (more: object = {}, settings: object = {}, now: object = {}) =>
  decideSound({ ...alert, ...more }, { ...DEFAULT_SETTINGS, ...settings }, { ...calm, ...now });

describe('the sound of an alert', () => {
  it.each([
    ['the system’s unless another is chosen', {}, {}, {}, { kind: 'system' }],
    ['the one chosen for all', {}, { sound: 'drop', soundVolume: 40 }, {}, { kind: 'own', sound: 'drop', volume: 40 }],
    ['the alert’s own', { wanted: 'knock' }, { sound: 'drop' }, {}, { kind: 'own', sound: 'knock', volume: 60 }],
    [
      'the one for all where the alert’s own is not known',
      { wanted: 'trumpet' },
      { sound: 'rise' },
      {},
      { kind: 'own', sound: 'rise', volume: 60 },
    ],
    ['nothing where none is chosen', {}, { sound: 'none' }, {}, { kind: 'quiet', why: 'no sound is chosen' }],
    [
      'nothing where the alert wants none',
      { wanted: 'none' },
      { sound: 'rise' },
      {},
      { kind: 'quiet', why: 'no sound is chosen' },
    ],
    [
      'nothing where the alert is silent',
      { silent: true, wanted: 'knock' },
      {},
      {},
      { kind: 'quiet', why: 'the alert is silent' },
    ],
    ['nothing at volume 0', {}, { sound: 'drop', soundVolume: 0 }, {}, { kind: 'quiet', why: 'the volume is 0' }],
    [
      'nothing while do not disturb is on',
      { wanted: 'knock' },
      { soundWhenLocked: true },
      { isDoNotDisturb: true },
      { kind: 'quiet', why: 'do not disturb is on' },
    ],
    ['nothing on a locked screen', {}, {}, { isLocked: true }, { kind: 'quiet', why: 'the screen is locked' }],
    ['the same on a locked screen where that is chosen', {}, { soundWhenLocked: true }, { isLocked: true }, { kind: 'system' }],
  ] as const)('is %s', (_what, more, settings, now, decision) => {
    expect(decide(more, settings, now)).toEqual(decision);
  });

  it('can be each of our own', () => {
    expect(OWN_SOUNDS.map((wanted) => decide({ wanted }))).toEqual(
      OWN_SOUNDS.map((sound) => ({ kind: 'own', sound, volume: 60 })),
    );
  });
});
