import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { writeAtomically } from '../storage/atomic-file.ts';

/** Makes the system start the app, hidden, when the person logs in to the computer; or no longer. Throws where that is refused. */
export function setStartAtLogin(start: boolean): void {
  const [program = process.execPath, ...before] = command();
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: start, path: program, args: [...before, '--hidden'] });
    return;
  }
  const file = path.join(app.getPath('appData'), 'autostart', 'workbin-notifier.desktop');
  if (!start) {
    rmSync(file, { force: true });
    return;
  }
  const entry = desktopEntry([program, ...before, '--hidden']);
  if (readIfThere(file) === entry) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeAtomically(file, entry);
}

/**
 * The file that makes a Linux desktop start this command when the person logs in.
 *
 * @see https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html for the quoting
 */
export function desktopEntry(command: readonly string[]): string {
  const quoted = command.map((part) => `"${part.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`).join(' ');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Workbin Notifier',
    `Exec=${quoted.replaceAll('\\', '\\\\')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** What starts this app: a packaged one is its own program, and an AppImage is unpacked anew at each start. */
function command(): readonly string[] {
  if (app.isPackaged) return [process.env['APPIMAGE'] ?? process.execPath];
  return [process.execPath, ...process.execArgv, app.getAppPath()];
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
