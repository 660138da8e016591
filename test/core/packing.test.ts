import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/inbox.ts';
import { createPacking } from '../../src/core/packing.ts';
import { makeItem, makeWorkbin, START } from './samples.ts';

const { key } = makeWorkbin('a');

/** A packing of as many items as were put in, in a time that only `pass` lets go by. */
function pack() {
  const entries: Entry[] = [];
  const waits: { readonly at: number; readonly run: () => void }[] = [];
  let now = 0;
  const packing = createPacking({
    press: { pack: (text) => text, unpack: (packed) => packed },
    entries: () => entries,
    startTimer(run, delay) {
      const wait = { at: now + delay, run };
      waits.push(wait);
      return () => void waits.splice(waits.indexOf(wait), 1);
    },
  });
  function step(until = Infinity): boolean {
    const [next] = waits.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
    if (!next) return false;
    waits.splice(waits.indexOf(next), 1);
    now = next.at;
    next.run();
    return true;
  }
  return {
    packing,
    put(count: number, together: boolean) {
      for (let left = count; left > 0; left--)
        entries.push({
          workbin: key,
          item: makeItem(`${entries.length}`),
          arrivedAt: START,
          unread: true,
          announced: true,
          leftAt: null,
        });
      packing.came(count, together);
    },
    pass(time: number) {
      const until = now + time;
      while (step(until));
      now = until;
    },
    /** Does what is due next. */
    step,
    packed: () => entries.filter(({ item }) => item.raw.isPacked).length,
  };
}

describe('the packing of items that stay', () => {
  it('packs what was read at once soon, all but the few that are left over', () => {
    const { put, pass, packed } = pack();
    put(10_001, true);

    expect(packed()).toBe(0);
    pass(100);

    expect(packed()).toBe(9984);
  });

  it('leaves it when there are few', () => {
    const { put, pass, packed } = pack();
    put(1000, true);

    pass(60_000);

    expect(packed()).toBe(0);
  });

  it('lets a while go by where items come one by one', () => {
    const { put, pass, packed } = pack();
    for (let left = 1280; left > 0; left--) put(1, false);

    pass(4000);
    expect(packed()).toBe(0);
    pass(1000);
    expect(packed()).toBe(1280);
  });

  it('waits for the end of a flood, unless too many gather', () => {
    const { put, pass, packed } = pack();
    const second = (): void => {
      put(1000, false);
      pass(1000);
    };

    for (let left = 10; left > 0; left--) second();
    expect(packed()).toBe(0);
    for (let left = 20; left > 0; left--) second();
    expect(packed()).toBeGreaterThan(19_000);
  });

  it('takes what came slowly for no flood, and what follows it for one', () => {
    const { put, pass, packed } = pack();
    for (let left = 1024; left > 0; left--) {
      put(1, false);
      pass(100);
    }
    put(600, false);

    pass(4950);
    expect(packed()).toBe(0);
    pass(5000);
    expect(packed()).toBe(1600);
  });

  it('packs after a flood', () => {
    const { put, pass, packed } = pack();
    put(6400, false);

    pass(10_001);

    expect(packed()).toBe(6400);
  });

  it('packs what comes while it packs, afterwards', () => {
    const { put, pass, step, packed } = pack();
    put(1280, true);
    step();
    put(1280, true);

    pass(1000);

    expect(packed()).toBe(2560);
  });

  it('does nothing more when it is stopped', () => {
    const { packing, put, pass, packed } = pack();
    put(1280, true);

    packing.stop();
    pass(60_000);

    expect(packed()).toBe(0);
  });
});
