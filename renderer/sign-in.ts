import type { Credentials } from '../src/core/contract.ts';
import { phrase } from '../src/core/language.ts';
import { readServer } from '../src/core/server-address.ts';

/** One of the fields that somebody signs in with. */
export type SignInField = keyof Credentials;

/** What is wrong with each field, as a sentence in English for `explain`; empty where nothing is. */
export type SignInErrors = Readonly<Record<SignInField, string>>;

/** Nothing is wrong. */
export const NO_ERRORS: SignInErrors = { server: '', userName: '', password: '' };

/** What was typed, ready to be sent, or what is wrong with it. */
export function readCredentials(typed: Credentials): { readonly credentials: Credentials | null; readonly errors: SignInErrors } {
  const { server, userName, password } = typed;
  const read = readServer(server);
  const errors: SignInErrors = {
    server: read.kind === 'server' ? '' : read.why,
    userName: userName.trim() === '' ? phrase('Enter your user name.') : '',
    password: password === '' ? phrase('Enter your password.') : '',
  };
  const isSound = read.kind === 'server' && errors.userName === '' && errors.password === '';
  return { credentials: isSound ? { server: read.origin, userName: userName.trim(), password } : null, errors };
}

/**
 * The field where somebody can mend what kept the server from signing them in: the password where it was refused or must be
 * changed, the server's address for whatever else went wrong on the way. The reason is told in words only.
 */
export function findRefusedField(why: string): SignInField {
  return /\bpassword\b/i.test(why) ? 'password' : 'server';
}

/** Whether a password sent there can be read on the way. */
export function isUnsafe(server: string): boolean {
  return /^\s*http:\/\//i.test(server) && !/^\s*http:\/\/(localhost|127\.|\[::1\])/i.test(server);
}
