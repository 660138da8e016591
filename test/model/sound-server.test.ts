import { it } from 'vitest';
import { playRandomly } from './random-plays.ts';

it('decides on every arrival exactly once, however quickly items come, move and leave', async () => {
  await playRandomly({ runs: 5000, length: 30, troubled: false });
}, 300_000);
