import type { Settings } from './settings.ts';

/** The sounds that the app brings along, made by `build/sounds/make.mjs`. */
export const OWN_SOUNDS = ['chime', 'drop', 'knock', 'rise'] as const;

/** One of the app's own sounds. */
export type OwnSound = (typeof OWN_SOUNDS)[number];

/** What an alert may sound like: as the system's notifications do, like one of our own, or not at all. */
export const SOUNDS = ['system', ...OWN_SOUNDS, 'none'] as const;

/** One of the sounds that can be chosen. */
export type Sound = (typeof SOUNDS)[number];

/** What is played with one alert; where nothing is, why not. */
export type SoundDecision =
  | { readonly kind: 'quiet'; readonly why: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'own'; readonly sound: OwnSound; /** 1 to 100. */ readonly volume: number };

/** Decides what an alert sounds like. `wanted` is its own sound by name; `default`, or a name that is not known, is the one chosen for all. */
export function decideSound(
  alert: { readonly silent: boolean; readonly wanted: string },
  settings: Pick<Settings, 'sound' | 'soundVolume' | 'soundWhenLocked'>,
  now: { readonly isLocked: boolean; readonly isDoNotDisturb: boolean },
): SoundDecision {
  if (alert.silent) return { kind: 'quiet', why: 'the alert is silent' };
  if (now.isDoNotDisturb) return { kind: 'quiet', why: 'do not disturb is on' };
  if (now.isLocked && !settings.soundWhenLocked) return { kind: 'quiet', why: 'the screen is locked' };
  const sound = SOUNDS.find((name) => name === alert.wanted) ?? settings.sound;
  if (sound === 'none') return { kind: 'quiet', why: 'no sound is chosen' };
  if (sound === 'system') return { kind: 'system' };
  if (settings.soundVolume === 0) return { kind: 'quiet', why: 'the volume is 0' };
  return { kind: 'own', sound, volume: settings.soundVolume };
}
