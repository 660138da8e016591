import type { Notice, Snapshot } from '../core/contract.ts';
import type { Settings } from '../core/settings.ts';
import type { SessionView } from '../core/session-record.ts';

interface Surroundings {
  readonly settings: Settings;
  readonly notices: readonly Notice[];
  readonly version: string;
  readonly demo: boolean;
  readonly locale: string;
  /** Since when nobody is signed in, should there be no view: ms since the epoch. */
  readonly signedOutSince: number;
}

/** All that a window shows at `at`; without a view, that nobody is signed in. */
export function composeSnapshot(view: SessionView | null, around: Surroundings, at: number): Snapshot {
  const { settings, notices, version, demo, locale } = around;
  return { at, version, demo, locale, ...(view ?? signedOut(around.signedOutSince)), notices, settings };
}

function signedOut(since: number): SessionView {
  return {
    account: null,
    connection: { state: 'signed-out', reason: 'Nobody is signed in', since, freshAt: null, retryAt: null },
    services: [],
    workbins: [],
  };
}
