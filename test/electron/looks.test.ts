import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLooks } from '../../src/electron/looks.ts';
import { watchPresence } from '../../src/electron/presence.ts';

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Looks that note in minutes. */
function makeLooks() {
  const noted: string[] = [];
  return { noted, ...createLooks(Date.now, (kind, at) => void noted.push(`${kind} ${at / MINUTE}`)) };
}
const pass = (minutes: number) => vi.advanceTimersByTime(minutes * MINUTE);

describe('looks', () => {
  it('note the first one', () => {
    const { look, noted } = makeLooks();
    pass(3);

    look(true);

    expect(noted).toEqual(['back 3']);
  });

  it('note an absence of five minutes with the time at which it began, and its end', () => {
    const { look, noted } = makeLooks();
    look(true);
    pass(10);

    look(false);
    pass(4.9);
    expect(noted).toEqual(['back 0']);
    pass(0.1);
    expect(noted).toEqual(['back 0', 'away 10']);
    pass(45);
    look(true);

    expect(noted).toEqual(['back 0', 'away 10', 'back 60']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('note an absence through which the computer slept, when it has woken', () => {
    const { look, noted } = makeLooks();
    look(true);
    pass(10);
    look(false);

    // The clock goes on, the timers stand still.
    vi.setSystemTime(70 * MINUTE);
    look(true);

    expect(noted).toEqual(['back 0', 'away 10', 'back 70']);
  });

  it('note nothing of a short one', () => {
    const { look, noted } = makeLooks();
    look(true);
    for (let count = 0; count < 5; count++) {
      pass(4);
      look(false);
      pass(4);
      look(true);
    }

    expect(noted).toEqual(['back 0']);
  });

  it('count each absence from its own last look', () => {
    const { look, noted } = makeLooks();
    look(true);
    look(false);
    pass(4);
    look(true);
    look(false);
    pass(5);

    expect(noted).toEqual(['back 0', 'away 4']);
  });

  it.each([
    ['while somebody looks', [true], ['back 0', 'away 2']],
    ['shortly after somebody looked', [true, false], ['back 0', 'away 0']],
    ['when nobody ever looked', [], []],
  ] as const)('note where things stand when they are stopped %s', (_when, given, expected) => {
    const { look, stop, noted } = makeLooks();
    for (const is of given) look(is);
    pass(2);

    stop();
    pass(60);

    expect(noted).toEqual(expected);
  });

  it('note an absence once, though they are stopped in it', () => {
    const { look, stop, noted } = makeLooks();
    look(true);
    look(false);
    pass(30);

    stop();

    expect(noted).toEqual(['back 0', 'away 0']);
  });
});

describe('presence', () => {
  it('is a window in front of an unlocked screen, told once for each change', () => {
    const app = new EventEmitter();
    const power = new EventEmitter();
    const screen = new EventEmitter();
    let isLocked = false;
    const lock = {
      isLocked: () => isLocked,
      onChange(listener: (isLocked: boolean) => void) {
        screen.on('change', listener);
        return () => void screen.off('change', listener);
      },
    };
    const told: boolean[] = [];
    const stop = watchPresence(app as never, lock, power as never, (is) => void told.push(is));

    const expected: boolean[] = [];
    for (const [event, is] of [
      ['unlock', null],
      ['browser-window-focus', true],
      ['browser-window-focus', null],
      ['lock', false],
      ['browser-window-blur', null],
      ['browser-window-focus', null],
      ['unlock', true],
      ['browser-window-blur', false],
      ['browser-window-focus', true],
      ['suspend', false],
      ['browser-window-focus', null],
      ['resume', true],
      ['window-all-closed', false],
    ] as const) {
      if (event === 'lock' || event === 'unlock') {
        isLocked = event === 'lock';
        screen.emit('change');
      } else (event === 'suspend' || event === 'resume' ? power : app).emit(event);
      if (is !== null) expected.push(is);
      expect(told).toEqual(expected);
    }

    stop();
    expect([...app.eventNames(), ...power.eventNames(), ...screen.eventNames()]).toEqual([]);
  });
});
