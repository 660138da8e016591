import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { Commands } from '../core/contract.ts';
import { COMMAND_NAMES, commandChannel, type Answer } from './channels.ts';
import { COMMAND_READERS } from './command-readers.ts';

interface CommandsOptions {
  readonly commands: Commands;
  /** Whether this came from the top frame of the app's own window, showing the app's own page. */
  readonly isOurs: (event: IpcMainInvokeEvent) => boolean;
  readonly log: (line: string) => void;
}

/** Answers the commands of the app's own window, and of nobody else, until the returned function is called. */
export function answerCommands(options: CommandsOptions): () => void {
  for (const name of COMMAND_NAMES) {
    ipcMain.handle(commandChannel(name), (event, ...sent: unknown[]) => answer(options, name, event, sent));
  }
  return () => {
    for (const name of COMMAND_NAMES) ipcMain.removeHandler(commandChannel(name));
  };
}

async function answer(
  { commands, isOurs, log }: CommandsOptions,
  name: keyof Commands,
  event: IpcMainInvokeEvent,
  sent: readonly unknown[],
): Promise<Answer> {
  if (!isOurs(event)) {
    log(`refused command ${name}: not from the app's own window`);
    return { ok: false, why: 'Only the window of Workbin Notifier may ask for this.' };
  }
  const read = COMMAND_READERS[name](sent);
  if (read === null) {
    log(`refused command ${name}: arguments not understood`);
    return {
      ok: false,
      why:
        name === 'changeSettings'
          ? 'This setting cannot have that value.'
          : 'This was asked in a way that the app does not understand.',
    };
  }
  try {
    // Name and arguments belong together by the type of the readers, which a call over the union cannot express.
    const command = commands[name] as (...args: readonly unknown[]) => Promise<unknown>;
    return { ok: true, result: await command.apply(commands, read as readonly unknown[] as unknown[]) };
  } catch (error) {
    // The message may quote an address or a customer's text, so only the kind of error is kept.
    log(`command ${name} failed: ${error instanceof Error ? error.name : typeof error}`);
    return { ok: false, why: 'This did not work because of a fault in the app. Try again; if it stays so, restart the app.' };
  }
}
