import type { Alert } from '../core/alert.ts';
import { formatPlain } from '../core/alert-text.ts';
import type { ConnectionView, SelfTestStep } from '../core/contract.ts';
import type { Translate } from '../core/language.ts';
import { explain } from '../core/reasons.ts';
import { USUAL_MANNER } from '../core/rule.ts';
import type { Rehearsal } from '../rehearsal.ts';
import type { Shown } from './notification.ts';

interface SelfTestOptions {
  readonly connection: () => ConnectionView;
  /** Sends a made-up arrival through the whole program. */
  readonly rehearse: (subject: string, workbinName: string) => Promise<Rehearsal>;
  readonly isDoNotDisturb: () => Promise<boolean | null>;
  readonly show: (alert: Alert) => Promise<Shown>;
  readonly createId: () => string;
  /** Called with each step as it begins and as it ends. */
  readonly tell: (step: SelfTestStep) => void;
  readonly t: Translate;
  readonly platform?: NodeJS.Platform;
}

/** Tries whether an arrival would be told on this computer: every step, also after one that failed, each with what to do about it. */
export async function runSelfTest(options: SelfTestOptions): Promise<readonly SelfTestStep[]> {
  const { connection, t, platform = process.platform } = options;
  const steps: SelfTestStep[] = [];

  async function step(name: SelfTestStep['name'], run: () => Promise<Omit<SelfTestStep, 'name'>>): Promise<void> {
    options.tell({ name, outcome: 'running', text: '' });
    const ended = { name, ...(await run()) };
    steps.push(ended);
    options.tell(ended);
  }

  let alert: Alert | null = null;
  await step('signed-in', () => Promise.resolve(formatConnection(connection(), t)));
  await step('decided', async () => {
    const { decision, alert: raised } = await options.rehearse(t('This is a test'), t('Test'));
    alert = raised;
    if (raised !== null) return { outcome: 'passed', text: t('A made-up item was read, and an alert decided on.') };
    const reason = decision ? explain(decision.reason, t) : t('the reason is not known');
    const why = t('It raises no alert now: {reason}.', { reason });
    return { outcome: 'failed', text: why };
  });
  await step('do-not-disturb', async () => formatDoNotDisturb(await options.isDoNotDisturb(), t));
  await step('shown', async () => formatShown(await options.show(testAlert(alert, options)), t, platform));
  return steps;
}

/** The rehearsed alert, or a plain one where none was raised; a click leads to what tells of the connection. */
function testAlert(alert: Alert | null, { t, createId }: SelfTestOptions): Alert {
  const text = formatPlain(t('Test of Workbin Notifier'), t('Notifications are shown on this computer.'), t);
  const opens = { view: 'connection' } as const;
  const manner = USUAL_MANNER;
  const base = alert ?? { kind: 'connection' as const, count: 0, interactions: [], replaces: null, silent: false, manner };
  return { ...base, ...text, id: createId(), opens, workbin: null, replaces: null };
}

function formatConnection({ state, reason }: ConnectionView, t: Translate): Omit<SelfTestStep, 'name'> {
  if (state === 'live') return { outcome: 'passed', text: t('You are signed in, and your workbins are watched.') };
  if (state === 'signed-out') return { outcome: 'failed', text: t('You are not signed in. Sign in to be told of anything.') };
  return {
    outcome: 'failed',
    text: t('Not everything is watched: {reason}. The connection page says more.', { reason: explain(reason, t) }),
  };
}

function formatDoNotDisturb(isOn: boolean | null, t: Translate): Omit<SelfTestStep, 'name'> {
  if (isOn === true)
    return { outcome: 'failed', text: t('Do not disturb is on in your system. Switch it off to see notifications.') };
  if (isOn === false) return { outcome: 'passed', text: t('Do not disturb is off in your system.') };
  return { outcome: 'unknown', text: t('Your system does not tell. If nothing appears, look whether do not disturb is on.') };
}

function formatShown(shown: Shown, t: Translate, platform: NodeJS.Platform): Omit<SelfTestStep, 'name'> {
  switch (shown) {
    case 'shown':
      return { outcome: 'passed', text: t('Your system took a notification. You should see it now.') };
    case 'refused':
      return { outcome: 'failed', text: `${t('Your system refused the notification.')} ${formatRemedy(t, platform)}` };
    case 'late':
      return { outcome: 'failed', text: `${t('Your system did not show it within 5 seconds.')} ${formatRemedy(t, platform)}` };
  }
}

function formatRemedy(t: Translate, platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return t('Allow Workbin Notifier in Settings, System, Notifications.');
    case 'darwin':
      return t('Allow Workbin Notifier in System Settings, Notifications.');
    default:
      return t('Allow Workbin Notifier in the notification settings of your desktop.');
  }
}
