import { describe, expect, it } from 'vitest';
import type { InteractionId } from '../../src/core/workbin.ts';
import { createItemSearch } from '../../src/electron/item-search.ts';

const idOf = (id: string) => id as InteractionId;

describe('a search of items', () => {
  it('finds each interaction once, for the folded words of the text', async () => {
    const asked: (readonly string[])[] = [];
    const search = createItemSearch((terms) => {
      asked.push(terms);
      return [idOf('1'), null, idOf('2'), idOf('1')];
    });

    expect(await search(' Größe  ADA ')).toEqual(['1', '2']);
    expect(asked).toEqual([['grosse', 'ada']]);
  });

  it('looks for nothing where there are no words', async () => {
    const search = createItemSearch(() => {
      throw new Error('asked');
    });

    expect(await search('  ')).toEqual([]);
  });

  it('lets others have their turn, and gives up when another search begins', async () => {
    let seen = 0;
    let isEndless = true;
    const search = createItemSearch(function* () {
      while (isEndless && ++seen > 0) yield idOf('1');
      yield idOf('2');
    });

    const first = search('one');
    isEndless = false;
    const second = search('two');

    expect(await Promise.all([first, second])).toEqual([[], ['2']]);
    expect(seen).toBeGreaterThan(0);
  });
});
