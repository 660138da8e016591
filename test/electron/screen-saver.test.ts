import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { followScreenSaver, type ScreenSaver } from '../../src/electron/screen-saver.ts';
import { playLoginManager, playScreenSaver, startBus, type OwnBus, type PlayedSaver } from '../message-bus.ts';

let session: OwnBus;
let system: OwnBus;
let follower: ScreenSaver | undefined;
const played: PlayedSaver[] = [];
const changed = vi.fn();
const lines: string[] = [];

beforeAll(async () => {
  [session, system] = await Promise.all([startBus(), startBus()]);
});
afterAll(() => Promise.all([session.stop(), system.stop()]));
beforeEach(() => {
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.address);
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', system.address);
});
afterEach(() => {
  follower?.stop();
  for (const one of played.splice(0)) one.quit();
  vi.unstubAllEnvs();
  vi.clearAllMocks();
  lines.length = 0;
});

const follow = () => (follower = followScreenSaver(changed, (line) => void lines.push(line)));
const play = async (saver: Promise<PlayedSaver>) => {
  played.push(await saver);
  return played.at(-1)!;
};
const becomes = (isActive: boolean) => expect.poll(() => follower!.isActive()).toBe(isActive);

describe('a screen saver', () => {
  it.each(['org.freedesktop.ScreenSaver', 'org.gnome.ScreenSaver', 'org.xfce.ScreenSaver'])(
    'is followed as %s, told once for each change',
    async (name) => {
      const saver = await play(playScreenSaver(session.address, name, true));
      follow();
      await becomes(true);

      saver.cover(false);
      await becomes(false);
      saver.cover(true);
      await becomes(true);

      expect(changed).toHaveBeenCalledTimes(3);
    },
  );

  it('is found when it starts later, and covers nothing any more when it ends', async () => {
    follow();
    const saver = await play(playScreenSaver(session.address, 'org.gnome.ScreenSaver', true));
    await becomes(true);

    saver.quit();

    await becomes(false);
  });

  it('is not believed to be gone while another one covers the screen', async () => {
    const one = await play(playScreenSaver(session.address, 'org.freedesktop.ScreenSaver', true));
    const other = await play(playScreenSaver(session.address, 'org.gnome.ScreenSaver', true));
    follow();
    await becomes(true);

    one.cover(false);
    other.cover(false);
    await becomes(false);

    expect(changed).toHaveBeenCalledTimes(2);
  });
});

describe('the login manager', () => {
  it('is asked on the bus of the system', async () => {
    const manager = await play(playLoginManager(system.address));
    follow();

    manager.cover(true);
    await becomes(true);
    manager.cover(false);
    await becomes(false);
  });
});

describe('without a bus', () => {
  it('nothing is known, and the log says so', async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere/bus');
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', 'disabled:');
    follow();

    await expect
      .poll(() => lines.toSorted())
      .toEqual([
        'the session bus does not tell when the screen is locked',
        'the system bus does not tell when the screen is locked',
      ]);
    expect([follower!.isActive(), changed.mock.calls.length]).toEqual([false, 0]);
  });
});
