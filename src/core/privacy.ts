import type { Alert } from './alert.ts';
import type { Settings } from './settings.ts';
import type { WorkbinKey } from './workbin.ts';

/** How much of a customer's the desktop may show, most first; `count` is nothing but that something is there, and where. */
export const CONTENT_LEVELS = ['everything', 'subject', 'count'] as const;

/** One of the content levels. */
export type ContentLevel = (typeof CONTENT_LEVELS)[number];

/** The settings that say how much may be shown, and when less. */
export type PrivacySettings = Pick<
  Settings,
  'content' | 'contentByWorkbin' | 'contentWhenLocked' | 'contentInPrivate' | 'privateMode'
>;

/** How much may be shown of what lies in this workbin, or in none, outside the window. Lock and private mode only ever take away. */
export function decideContent(workbin: WorkbinKey | null, settings: PrivacySettings, isLocked: boolean): ContentLevel {
  return leastOf([chosenFor(workbin, settings), ...ceilings(settings, isLocked)]);
}

/** Title and body of an alert with as much in them as may be shown now. */
export function decideAlertText(
  alert: Pick<Alert, 'kind' | 'workbin' | 'title' | 'body' | 'subjectOnly' | 'discreet'>,
  settings: PrivacySettings,
  isLocked: boolean,
): { readonly title: string; readonly body: string } {
  // A summary of several workbins may show no more than the most private of them allows.
  const level =
    alert.workbin === null && alert.kind === 'items-added'
      ? leastOf([settings.content, ...Object.values(settings.contentByWorkbin), ...ceilings(settings, isLocked)])
      : decideContent(alert.workbin, settings, isLocked);
  switch (level) {
    case 'everything':
      return { title: alert.title, body: alert.body };
    case 'subject':
      return alert.subjectOnly;
    case 'count':
      return alert.discreet;
  }
}

function chosenFor(workbin: WorkbinKey | null, { content, contentByWorkbin }: PrivacySettings): ContentLevel {
  const chosen = workbin !== null && Object.hasOwn(contentByWorkbin, workbin) ? contentByWorkbin[workbin] : undefined;
  return chosen ?? content;
}

function ceilings(settings: PrivacySettings, isLocked: boolean): readonly ContentLevel[] {
  return [...(isLocked ? [settings.contentWhenLocked] : []), ...(settings.privateMode ? [settings.contentInPrivate] : [])];
}

function leastOf(levels: readonly ContentLevel[]): ContentLevel {
  return CONTENT_LEVELS.findLast((level) => levels.includes(level)) ?? 'count';
}
