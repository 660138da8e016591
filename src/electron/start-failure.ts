import { accessSync, constants, mkdirSync } from 'node:fs';
import { app, dialog } from 'electron';
import { chooseLocale, createTranslate, ENGLISH_SPEECH, type Translate } from '../core/language.ts';
import { loadSpeech } from '../core/languages/load.ts';
import { readSettings } from '../core/settings.ts';
import { readJson, settingsFiles } from '../storage/settings-repair.ts';

/** Makes the folder where it is missing. False where the app could not keep its files in it. */
export function prepareFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Tells the person why the app could not start, in the language that the settings in `folder` name, and ends it. */
export async function failToStart(folder: string, say: (t: Translate) => string): Promise<void> {
  const t = await speak(folder);
  // The box stays until somebody reads it.
  dialog.showErrorBox(t('Workbin Notifier could not start'), say(t));
  app.exit(1);
}

async function speak(folder: string): Promise<Translate> {
  const { language } = readSettings(readJson(settingsFiles(folder).file));
  const locale = chooseLocale(language, app.getPreferredSystemLanguages());
  const speech = await loadSpeech(locale).catch(() => ENGLISH_SPEECH);
  return createTranslate(() => speech);
}
