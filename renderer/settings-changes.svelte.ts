import type { Host } from '../src/core/contract.ts';
import { phrase } from '../src/core/language.ts';
import { readSettingsChange, type Settings } from '../src/core/settings.ts';
import { formatFailure } from './host.ts';

/** What can be typed freely and may be refused: what is allowed there, as in `core/reasons.ts`. */
const ALLOWED: Readonly<Partial<Record<keyof Settings, string>>> = {
  browserTemplate: phrase(
    'Use an address that begins with https:// or http:// and has no spaces, with {interactionId} after the name of the server.',
  ),
  cometdPath: phrase(
    'Use a path that begins with / and has only letters, digits and . _ ~ - in it, such as /api/v2/notifications.',
  ),
};

/** The changes that a person makes to the settings: each is kept at once, or it is told why not. */
export class SettingsChanges {
  /** What could not be kept, by its setting. */
  failures = $state.raw<Readonly<Partial<Record<keyof Settings, string>>>>({});
  /** Whether the last change was kept. */
  saved = $state(false);

  readonly #host: Pick<Host, 'changeSettings'>;

  constructor(host: Pick<Host, 'changeSettings'>) {
    this.#host = host;
  }

  /** Answers whether the change was kept. */
  async save(change: Partial<Settings>): Promise<boolean> {
    const fields = Object.keys(change) as (keyof Settings)[];
    this.saved = false;
    const why = (await this.#keep(change)) ?? '';
    const others = Object.entries(this.failures).filter(([name]) => !fields.some((field) => field === name));
    this.failures = Object.fromEntries([...others, ...fields.flatMap((field) => (why === '' ? [] : [[field, why]]))]) as Partial<
      Record<keyof Settings, string>
    >;
    this.saved = why === '';
    return this.saved;
  }

  /** Null, or why it was not kept. */
  async #keep(change: Partial<Settings>): Promise<string | null> {
    // The host refuses the same by the same reader, but cannot say in the words of this page what it would take.
    const allowed = readSettingsChange(change).refused.flatMap((name) => ALLOWED[name as keyof Settings] ?? []);
    if (allowed[0] !== undefined) return allowed[0];
    try {
      await this.#host.changeSettings(change);
      return null;
    } catch (error) {
      return formatFailure(error);
    }
  }
}
