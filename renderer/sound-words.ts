import { phrase } from '../src/core/language.ts';
import type { Sound } from '../src/core/sound.ts';

/** What people call the sounds; to be said by `t`. */
export const SOUND_WORDS: Readonly<Record<Sound, string>> = {
  system: phrase('As the system'),
  chime: phrase('Chime'),
  drop: phrase('Drop'),
  knock: phrase('Knock'),
  rise: phrase('Rise'),
  none: phrase('None'),
};
