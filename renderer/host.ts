import type { Host } from '../src/core/contract.ts';
import { explain } from '../src/core/reasons.ts';
import { t } from './language.svelte.ts';

declare global {
  interface Window {
    /** Put there by the preload script; missing when the page was opened outside the app. */
    readonly workbinNotifier?: Host;
  }
}

/** The host that this page was opened by. Throws when there is none: the page is of no use outside the app. */
export function pageHost(): Host {
  const host = window.workbinNotifier;
  if (host === undefined) throw new Error('This page works inside Workbin Notifier only.');
  return host;
}

/** What went wrong with a command, in the words the host gave, as a sentence. */
export function formatFailure(error: unknown): string {
  const raw = error instanceof Error ? error.message : typeof error === 'string' ? error : '';
  // Electron puts the channel in front of what the handler threw.
  const words = raw
    .replace(/^Error invoking remote method '[^']*': /, '')
    .replace(/^\w*Error: /, '')
    .trim();
  if (words === '') return t('It did not work, and no reason was given.');
  const told = explain(words, t);
  return /[.!?…。؟]$/.test(told) ? told : `${told}.`;
}
