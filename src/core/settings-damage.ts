import type { BadSettings, Settings } from './settings.ts';

/** The settings that say how much others may see. */
const PRIVACY: readonly string[] = [
  'content',
  'contentByWorkbin',
  'contentWhenLocked',
  'contentInPrivate',
  'privateMode',
] satisfies readonly (keyof Settings)[];

/**
 * What is wrong in a file of settings and what is done instead, a sentence each; by the names that stand in the file. The console
 * shows everything whatever is set, and has no place where settings could be checked.
 */
export function describeBadSettings({ unusable, cut }: BadSettings, host: 'app' | 'console'): readonly string[] {
  const privacy = [...unusable, ...cut].filter((field) => PRIVACY.includes(field));
  const lost = unusable.filter((field) => !PRIVACY.includes(field));
  const less = cut.filter((field) => !PRIVACY.includes(field));
  const isApp = host === 'app';
  const check = isApp ? ' Check them here.' : '';
  return [
    ...(privacy.length > 0
      ? [
          `How much others may see could not be read in settings.json (${privacy.join(', ')})${isApp ? ', so less is shown. Check it here.' : '; the lines printed here show everything all the same.'}`,
        ]
      : []),
    ...(lost.length > 0
      ? [`These settings could not be read in settings.json, so what is usual is done: ${lost.join(', ')}.${check}`]
      : []),
    ...(less.length > 0
      ? [`Some entries of these settings could not be read in settings.json and are left out: ${less.join(', ')}.${check}`]
      : []),
  ];
}
