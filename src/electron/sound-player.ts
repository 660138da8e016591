import { BrowserWindow } from 'electron';
import type { OwnSound } from '../core/sound.ts';
import { SOUND_PAGE } from './app-protocol.ts';

/** Plays the app's own sounds. */
export interface SoundPlayer {
  /** `volume` from 1 to 100. */
  play(sound: OwnSound, volume: number): void;
  stop(): void;
}

/** How long the page stays after a sound, in ms: several often come together, and a page takes a moment to load. */
const STAYS = 20_000;

/**
 * A player over a page that nobody sees: the main process has no way to make a sound, and the app's window may be closed. The page
 * has no preload script, so it can ask for nothing, and it exists only around a sound.
 */
export function createSoundPlayer(log: (line: string) => void): SoundPlayer {
  let page: BrowserWindow | null = null;
  let leaving: NodeJS.Timeout | undefined;
  let count = 0;

  function open(): BrowserWindow {
    const window = new BrowserWindow({
      show: false,
      skipTaskbar: true,
      focusable: false,
      width: 1,
      height: 1,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        devTools: false,
        spellcheck: false,
        // Nobody can click in it.
        autoplayPolicy: 'no-user-gesture-required',
        backgroundThrottling: false,
      },
    });
    window.on('closed', () => {
      if (page === window) page = null;
    });
    return window;
  }

  function leave(): void {
    clearTimeout(leaving);
    page?.destroy();
  }

  return {
    play(sound, volume) {
      page ??= open();
      count += 1;
      // The number makes it another address, so that the same sound is played again.
      page.loadURL(`${SOUND_PAGE}#${sound}/${volume}/${count}`).catch((error: unknown) => {
        log(`a sound was not played: ${error instanceof Error ? error.name : typeof error}`);
      });
      clearTimeout(leaving);
      leaving = setTimeout(leave, STAYS);
    },
    stop: leave,
  };
}
