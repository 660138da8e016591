// @ts-check
/** Makes the app's sounds, which are committed: run `node build/sounds/make.mjs` after a change here and listen to them. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RATE = 22_050;

/**
 * One note: a tone with its overtones, struck at `at` seconds and fading with half-life `fade`. `bend` is how far its pitch goes in a second.
 *
 * @typedef {{ at: number, pitch: number, fade: number, loudness: number, overtones?: readonly (readonly [times: number, share: number])[], bend?: number }} Note
 */

const BELL = /** @type {const} */ ([
  [2, 0.35],
  [3.01, 0.15],
  [5.4, 0.06],
]);
const WOOD = /** @type {const} */ ([
  [2.6, 0.5],
  [4.1, 0.3],
]);

/**
 * The sounds by name, each short and none shrill: people hear them all day.
 *
 * @type {Record<string, { length: number, notes: readonly Note[] }>}
 */
const sounds = {
  chime: {
    length: 0.9,
    notes: [
      { at: 0, pitch: 659.3, fade: 0.12, loudness: 0.5, overtones: BELL },
      { at: 0.14, pitch: 880, fade: 0.16, loudness: 0.5, overtones: BELL },
    ],
  },
  drop: { length: 0.35, notes: [{ at: 0, pitch: 1046.5, fade: 0.05, loudness: 0.8, bend: -1800 }] },
  knock: {
    length: 0.45,
    notes: [
      { at: 0, pitch: 196, fade: 0.025, loudness: 0.9, overtones: WOOD },
      { at: 0.15, pitch: 196, fade: 0.025, loudness: 0.75, overtones: WOOD },
    ],
  },
  rise: {
    length: 0.8,
    notes: [523.3, 659.3, 784].map((pitch, index) => ({ at: index * 0.1, pitch, fade: 0.09, loudness: 0.45 })),
  },
};

/** @param {number} second @param {Note} note */
function sample(second, { at, pitch, fade, loudness, overtones = [], bend = 0 }) {
  const since = second - at;
  if (since < 0) return 0;
  // Two milliseconds to swell, so that nothing clicks.
  const swell = Math.min(1, since / 0.002);
  const turns = 2 * Math.PI * (pitch * since + (bend * since * since) / 2);
  const partials = [/** @type {const} */ ([1, 1]), ...overtones];
  const tone = partials.reduce(
    (sum, [times, share]) => sum + share * 0.5 ** ((since / fade) * (times - 1)) * Math.sin(turns * times),
    0,
  );
  return loudness * swell * 0.5 ** (since / fade) * tone;
}

/** A WAV file of 16 bits, one channel. @param {{ length: number, notes: readonly Note[] }} sound */
function wav({ length, notes }) {
  const count = Math.round(length * RATE);
  const values = Array.from({ length: count }, (_, index) => {
    // The last hundredth of a second fades to nothing.
    const end = Math.min(1, (count - 1 - index) / (RATE / 100));
    return end * notes.reduce((sum, note) => sum + sample(index / RATE, note), 0);
  });
  const loudest = Math.max(...values.map(Math.abs));
  const file = Buffer.alloc(44 + count * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + count * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(count * 2, 40);
  values.forEach((value, index) => file.writeInt16LE(Math.round((value / loudest) * 0.8 * 32_767), 44 + index * 2));
  return file;
}

for (const [name, sound] of Object.entries(sounds))
  writeFileSync(fileURLToPath(new URL(`../../renderer/sounds/${name}.wav`, import.meta.url)), wav(sound));
