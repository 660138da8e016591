import { createInterface } from 'node:readline';
import { app } from './app.ts';
import { page } from './browser-window.ts';
import { entries } from './control.ts';
import { hooks, isHeaded } from './hooks.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** The tray of a person who has none: the terminal from which the app was started. */
export function startTerminal(): void {
  if (!isHeaded) return;
  hooks.events.once('tray', () =>
    say('There is no tray icon here. Enter opens the window, n the last notification, m the menu of the tray; q quits.'),
  );
  hooks.events.on('windows', () => {
    if (hooks.windows.length === 0 && hooks.trays.length > 0)
      say('The window is closed; the app stays in the tray. Press Enter to open it.');
  });
  hooks.events.on('clipboard', (text: string) => void copy(text).catch(() => undefined));
  const terminal = createInterface({ input: process.stdin });
  terminal.on('line', (line) => choose(line.trim()));
  // Without a terminal the app goes on; signals still end it.
  terminal.on('error', () => undefined);
}

function choose(typed: string): void {
  const menu = [...entries().entries()];
  const entry = menu[Number(typed) - 1];
  if (typed === '') hooks.trays.at(-1)?.emit('click');
  else if (typed === 'n') hooks.notifications.at(-1)?.emit('click', {});
  else if (typed === 'q') app.quit();
  else if (entry) entry[1].click();
  else menu.forEach(([label], index) => say(`${index + 1} ${label.replaceAll('&&', '&')}`));
}

/** Only a page can reach the desktop's clipboard; it is allowed to for this moment. */
async function copy(text: string): Promise<void> {
  const opened = await hooks.windows.at(-1)?.[page]();
  await opened?.context().grantPermissions(['clipboard-write', 'clipboard-read']);
  await opened?.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await opened?.context().clearPermissions();
}
