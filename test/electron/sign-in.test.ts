import { describe, expect, it, vi } from 'vitest';
import type { Credentials } from '../../src/core/contract.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings.ts';
import type { PasswordFile } from '../../src/electron/password-file.ts';
import { createSignIn } from '../../src/electron/sign-in.ts';
import type { Notifier } from '../../src/notifier.ts';

const ADA: Credentials = { server: 'gws.example', userName: 'ada', password: 'secret' };

function setUp(more: { kept?: string; keeps?: boolean; settings?: Partial<Settings> } = {}) {
  const steps: string[] = [];
  let settings: Settings = { ...DEFAULT_SETTINGS, ...more.settings };
  const told: string[] = [];
  const passwords: PasswordFile = {
    read: () => Promise.resolve(more.kept === undefined ? { kind: 'none' } : { kind: 'read', password: more.kept }),
    keep: () => {
      steps.push('keep');
      return Promise.resolve(more.keeps ?? true);
    },
    forget: () => void steps.push('forget'),
  };
  const trySignIn = vi.fn((credentials: Credentials) => {
    steps.push(`try ${credentials.server}`);
    return Promise.resolve(
      credentials.password === 'secret' ? ({ signedIn: true } as const) : ({ signedIn: false, why: 'Wrong.' } as const),
    );
  });
  const signIn = createSignIn({
    settings: {
      get: () => settings,
      change: (change) => (settings = { ...settings, ...change }),
      onChange: () => () => undefined,
    },
    passwords,
    trySignIn,
    createAccount: ({ userName, password }) =>
      ({
        start: () => void steps.push(`start ${userName}:${password}`),
        stop: () => {
          steps.push(`stop ${userName}`);
          return Promise.resolve();
        },
      }) as unknown as Notifier,
    follow: () => {
      steps.push('follow');
      return () => void steps.push('unfollow');
    },
    clearCookies: () => {
      steps.push('clear');
      return Promise.resolve();
    },
    tell: (id) => void told.push(id),
    changed: () => undefined,
  });
  return { signIn, steps, told, settings: () => settings };
}

describe('signing in', () => {
  it('tries, keeps and starts, with the server’s address in one form', async () => {
    const { signIn, steps, settings } = setUp();

    expect(await signIn.signIn(ADA)).toEqual({ signedIn: true });
    expect(steps).toEqual(['try https://gws.example', 'clear', 'keep', 'follow', 'start ada:secret']);
    expect(settings()).toMatchObject({ server: 'https://gws.example', userName: 'ada' });
    expect(JSON.stringify(settings())).not.toContain('secret');
  });

  it('asks no server that is none', async () => {
    const { signIn, steps } = setUp();

    expect(await signIn.signIn({ ...ADA, server: 'ftp://x' })).toMatchObject({ signedIn: false });
    expect(steps).toEqual([]);
  });

  it('leaves whoever is signed in at work when it fails, and takes over when not', async () => {
    const { signIn, steps } = setUp();
    await signIn.signIn(ADA);
    const account = signIn.notifier();

    expect(await signIn.signIn({ ...ADA, userName: 'bob', password: 'wrong' })).toEqual({ signedIn: false, why: 'Wrong.' });
    expect(signIn.notifier()).toBe(account);
    await signIn.signIn({ ...ADA, userName: 'bob' });

    expect(steps.slice(6)).toEqual([
      'try https://gws.example',
      'stop ada',
      'unfollow',
      'clear',
      'keep',
      'follow',
      'start bob:secret',
    ]);
  });

  it('says that the password is kept only for now where there is no keychain', async () => {
    const { signIn, told, steps } = setUp({ keeps: false });
    await signIn.signIn(ADA);

    expect(told).toEqual(['no-keychain']);
    expect(steps).toContain('forget');
    expect(signIn.notifier()).not.toBeNull();
  });

  it('runs one after the other when asked for twice at once', async () => {
    const { signIn, steps } = setUp();

    await Promise.all([signIn.signIn(ADA), signIn.signIn({ ...ADA, userName: 'bob' })]);

    expect(steps.filter((step) => /^st/.test(step))).toEqual(['start ada:secret', 'stop ada', 'start bob:secret']);
  });
});

describe('the next start', () => {
  it('resumes whoever was signed in', async () => {
    const { signIn, steps } = setUp({ kept: 'secret', settings: { server: 'https://gws.example', userName: 'ada' } });

    expect(await signIn.resume()).toBe(true);
    expect(steps).toEqual(['follow', 'start ada:secret']);
  });

  it.each([
    ['no server is known', { kept: 'secret', settings: { userName: 'ada' } }],
    ['no password is known', { settings: { server: 'https://gws.example', userName: 'ada' } }],
  ])('asks when %s', async (_why, options) => {
    expect(await setUp(options).signIn.resume()).toBe(false);
  });
});

describe('signing out', () => {
  it('forgets password and cookies and stops the account', async () => {
    const { signIn, steps, settings } = setUp();
    await signIn.signIn(ADA);
    await signIn.signOut();

    expect(steps.slice(5)).toEqual(['forget', 'stop ada', 'unfollow', 'clear']);
    expect(signIn.notifier()).toBeNull();
    expect(settings()).toMatchObject({ server: 'https://gws.example', userName: 'ada' });
  });
});

describe('the end of the app', () => {
  it('starts no account afterwards, and does not wait for a server', async () => {
    const { signIn, steps } = setUp();
    const slow = signIn.signIn(ADA);
    await signIn.stop();
    await slow;

    expect(steps).not.toContain('start ada:secret');
  });
});
