import { describe, expect, it } from 'vitest';
import { countDataKeys } from '../../src/electron/data-keys.ts';

describe('the keys of user data', () => {
  it('come once each, the most frequent first, then by the alphabet', async () => {
    expect(await countDataKeys([['b', 'a'], ['c'], ['c', 'b'], [], ['c']])).toEqual(['c', 'b', 'a']);
  });

  it('are no more than a person can look through', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => [`key ${index}`, 'common']);

    const keys = await countDataKeys(many);

    expect(keys).toHaveLength(500);
    expect(keys[0]).toBe('common');
  });

  it('let others have their turn while there are many', async () => {
    let isOver = false;
    const turn = new Promise<void>((resolve) => setImmediate(() => resolve(void (isOver = true))));
    function* items() {
      while (!isOver) yield ['key'];
    }

    expect(await countDataKeys(items())).toEqual(['key']);
    await turn;
  });
});
