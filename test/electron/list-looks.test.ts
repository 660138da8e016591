import { describe, expect, it } from 'vitest';
import { workbinKey } from '../../src/core/workbin.ts';
import { createListLooks } from '../../src/electron/list-looks.ts';

const A = workbinKey('a', { kind: 'me' });
const B = workbinKey('b', { kind: 'me' });

function follow() {
  const noted: string[] = [];
  let locked = false;
  const looks = createListLooks(
    () => locked,
    (workbin) => void noted.push(workbin),
  );
  return {
    noted,
    looks,
    lock() {
      locked = true;
      looks.lock();
    },
    unlock() {
      locked = false;
      looks.unlock();
    },
  };
}

describe('a look at a list', () => {
  it('is noted when it begins and when it ends', () => {
    const { looks, noted } = follow();

    looks.lookAt(A);
    looks.lookAt(A);
    looks.lookAt(B);
    looks.lookAt(null);

    expect(noted).toEqual([A, A, B, B]);
  });

  it('ends with the lock of the screen, and begins again when that is gone', () => {
    const { looks, noted, lock, unlock } = follow();
    looks.lookAt(A);

    lock();
    const whenLocked = noted.length;
    unlock();

    expect([whenLocked, noted.length]).toEqual([2, 3]);
  });

  it('is none behind the lock: what came there was not seen', () => {
    const { looks, noted, lock, unlock } = follow();
    lock();

    looks.lookAt(A);
    looks.lookAt(null);
    unlock();

    expect(noted).toEqual([]);
  });
});
