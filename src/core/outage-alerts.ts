import { formatPlain } from './alert-text.ts';
import type { Announcer } from './announcer.ts';
import type { ServiceChange } from './backend.ts';
import type { Standing } from './connection-view.ts';
import type { Translate } from './language.ts';
import { explain } from './reasons.ts';
import type { StandingChange } from './standing.ts';

/** Alerts people that their workbins are not watched, and again when they are. Mutable, for one owner: the session's record. */
export interface OutageAlerts {
  session(announce: StandingChange['announce'], standing: Standing, now: number): void;
  interactionServer(announce: ServiceChange['announce'], now: number): void;
}

/** No alert is on the screen yet. One of an end takes the place of the one that it ends. */
export function createOutageAlerts(announcer: Pick<Announcer, 'plain'>, t: Translate): OutageAlerts {
  let lost: string | null = null;
  let down: string | null = null;
  const opens = { view: 'connection' } as const;

  return {
    session(announce, { state, reason }, now) {
      if (announce === null) return;
      const gone = state === 'signed-out' ? t('Please sign in again') : t('Not watching your workbins');
      const title = announce === 'possible' ? t('Watching your workbins again') : gone;
      const id = announcer.plain('connection', formatPlain(title, explain(reason, t), t), opens, lost, now);
      lost = announce === 'possible' ? null : id;
    },
    interactionServer(announce, now) {
      if (announce === null) return;
      const text =
        announce === 'down'
          ? formatPlain(
              t('The Interaction Server is not running'),
              t('What arrives in your workbins is not told until it is back'),
              t,
            )
          : formatPlain(
              t('The Interaction Server is running again'),
              t('What arrived in your workbins meanwhile is told now'),
              t,
            );
      const id = announcer.plain('service', text, opens, down, now);
      down = announce === 'down' ? id : null;
    },
  };
}
