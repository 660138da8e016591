import type { Commands, Credentials } from '../core/contract.ts';
import { readServer } from '../core/server-address.ts';
import type { Notifier } from '../notifier.ts';
import type { PasswordFile } from './password-file.ts';
import type { SettingsFile } from './settings-file.ts';

type SignInResult = Awaited<ReturnType<Commands['signIn']>>;

/** Who is signed in: one account, or none. What is asked while something else is under way waits its turn. */
export interface SignIn {
  /** The account at work; null when nobody is signed in. */
  notifier(): Notifier | null;
  /** Since when it has been so, ms since the epoch. */
  since(): number;
  /** Goes to work as whoever was signed in when the app ended; false when nobody was, or the password is not known. */
  resume(): Promise<boolean>;
  signIn(credentials: Credentials): Promise<SignInResult>;
  /** Stops the account and forgets its password and cookies. Server and user name stay, for the next sign-in. */
  signOut(): Promise<void>;
  /** Starts the account afresh, with the settings of now. */
  restart(): Promise<void>;
  /** Stops the account for good; it is resumed when the app starts again. */
  stop(): Promise<void>;
}

interface SignInOptions {
  readonly settings: SettingsFile;
  readonly passwords: PasswordFile;
  readonly trySignIn: (credentials: Credentials) => Promise<SignInResult>;
  readonly createAccount: (credentials: Credentials) => Notifier;
  /** Called before an account starts; what it returns is called when the account has stopped. */
  readonly follow: (account: Notifier) => () => void;
  readonly clearCookies: () => Promise<void>;
  readonly tell: (id: string, text: string) => void;
  readonly changed: () => void;
}

interface Current {
  readonly account: Notifier;
  readonly credentials: Credentials;
  readonly unfollow: () => void;
}

/** The sign-in of this computer, at first of nobody. */
export function createSignIn(options: SignInOptions): SignIn {
  const { settings, passwords, tell } = options;
  let current: Current | null = null;
  let since = Date.now();
  let busy: Promise<unknown> = Promise.resolve();
  let ended = false;

  function inTurn<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = busy.then(step);
    // A step that failed is its caller's to handle; the next one is not held up by it.
    busy = result.catch(() => undefined);
    return result;
  }

  function start(credentials: Credentials): void {
    if (ended) return;
    const account = options.createAccount(credentials);
    current = { account, credentials, unfollow: options.follow(account) };
    since = Date.now();
    account.start();
    options.changed();
  }

  async function stop(): Promise<void> {
    const stopping = current;
    if (stopping === null) return;
    current = null;
    since = Date.now();
    await stopping.account.stop();
    stopping.unfollow();
    options.changed();
  }

  async function signIn(typed: Credentials): Promise<SignInResult> {
    const server = readServer(typed.server);
    if (server.kind === 'unusable') return { signedIn: false, why: server.why };
    const credentials = { ...typed, server: server.origin };
    const result = await options.trySignIn(credentials);
    if (!result.signedIn) return result;
    await stop();
    await options.clearCookies();
    settings.change({ server: credentials.server, userName: credentials.userName });
    if (!(await passwords.keep(credentials, credentials.password))) {
      passwords.forget();
      tell('no-keychain', 'This computer offers no safe place for your password, so it is kept only until the app ends.');
    }
    start(credentials);
    return result;
  }

  async function resume(): Promise<boolean> {
    const { server, userName } = settings.get();
    if (server === '' || userName === '') return false;
    const kept = await passwords.read({ server, userName });
    if (kept.kind === 'lost')
      tell('password-lost', 'Your password could not be read from the safe place of this computer. Sign in again.');
    if (kept.kind !== 'read') return false;
    start({ server, userName, password: kept.password });
    return true;
  }

  return {
    notifier: () => current?.account ?? null,
    since: () => since,
    resume: () => inTurn(resume),
    signIn: (credentials) => inTurn(() => signIn(credentials)),
    signOut: () =>
      inTurn(async () => {
        passwords.forget();
        await stop();
        await options.clearCookies();
      }),
    restart: () =>
      inTurn(async () => {
        const credentials = current?.credentials;
        await stop();
        if (credentials) start(credentials);
      }),
    async stop() {
      // At once, whatever still waits for a server.
      ended = true;
      await stop();
    },
  };
}
