import { execFile } from 'node:child_process';

/** Whether the person asked the system not to be disturbed. */
export interface DoNotDisturb {
  /** As it was found last; null where this system does not tell. */
  isOn(): boolean | null;
  /** Looks afresh. Never rejects. */
  look(): Promise<boolean | null>;
  stop(): void;
}

/** What a program wrote; null when it could not be run. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string | null>;

interface Question {
  readonly program: string;
  readonly args: readonly string[];
  readonly isOn: RegExp;
}

const GNOME: Question = {
  program: 'gsettings',
  args: ['get', 'org.gnome.desktop.notifications', 'show-banners'],
  isOn: /^false\b/,
};
const XFCE: Question = { program: 'xfconf-query', args: ['-c', 'xfce4-notifyd', '-p', '/do-not-disturb'], isOn: /^true\b/ };
/** KDE, and whatever else keeps to the protocol's property. */
const OTHERS: Question = {
  program: 'gdbus',
  args: [
    ...['call', '--session', '--timeout', '2', '--dest', 'org.freedesktop.Notifications'],
    ...['--object-path', '/org/freedesktop/Notifications', '--method', 'org.freedesktop.DBus.Properties.Get'],
    ...['org.freedesktop.Notifications', 'Inhibited'],
  ],
  isOn: /<true>/,
};

/** How often it is looked at unasked, in ms. */
const EVERY = 60_000;

/**
 * Follows the do-not-disturb of the system. Only desktops on Linux tell of it: Windows and macOS hold back the notifications and
 * sounds that are theirs, and let nobody ask.
 */
export function createDoNotDisturb(
  changed: () => void,
  platform: NodeJS.Platform = process.platform,
  desktop = process.env['XDG_CURRENT_DESKTOP'] ?? '',
  run: RunProgram = runProgram,
): DoNotDisturb {
  const question = platform === 'linux' ? questionFor(desktop) : null;
  let known: boolean | null = null;

  async function look(): Promise<boolean | null> {
    if (question === null) return null;
    const answer = await run(question.program, question.args);
    const found = answer === null ? null : question.isOn.test(answer.trim());
    if (found !== known) {
      known = found;
      changed();
    }
    return known;
  }

  if (question !== null) void look();
  const timer = question === null ? undefined : setInterval(() => void look(), EVERY);
  return { isOn: () => known, look, stop: () => clearInterval(timer) };
}

function questionFor(desktop: string): Question {
  if (/gnome|unity/i.test(desktop)) return GNOME;
  return /xfce/i.test(desktop) ? XFCE : OTHERS;
}

function runProgram(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) =>
    // A fixed program and fixed arguments, without a shell.
    execFile(program, args, { timeout: 3000 }, (error, stdout) => resolve(error === null ? stdout : null)),
  );
}
