import fc from 'fast-check';
import { expect } from 'vitest';
import { play } from './play.ts';
import { scripts } from './script.ts';

/**
 * Plays random scripts and expects nothing wrong with any. `MODEL_RUNS` and `MODEL_SEED` in the environment play others than the
 * usual; the shortest script that fails is printed, and belongs into `known-scripts.test.ts`.
 */
export async function playRandomly(options: {
  readonly runs: number;
  readonly length: number;
  readonly troubled: boolean;
}): Promise<void> {
  const { length, troubled } = options;
  const numRuns = Number(process.env['MODEL_RUNS'] ?? options.runs);
  const seed = Number(process.env['MODEL_SEED'] ?? 20_260_105);
  await fc.assert(
    fc.asyncProperty(fc.record({ script: scripts(length, troubled), seed: fc.nat() }), async (one) => {
      expect(await play(one)).toEqual([]);
    }),
    { numRuns, seed },
  );
}
