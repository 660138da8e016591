import type { Simulator } from './simulator.ts';

/** What can be done to the contact centre once, in plain words. */
export const actionTexts = {
  'drop-session': 'Forget the CometD sessions (402)',
  'expire-sign-in': 'Expire the HTTP sessions (403 with statusCode 20)',
  'expire-both': 'Forget both kinds of session',
  'cut-connections': 'Break every connection',
  outage: 'Stop listening for 15 seconds',
  restart: 'Restart: stop listening for 5 seconds and forget every session',
  'move-node': 'Move everybody to another node that knows nobody',
  'rotate-balancer-cookie': 'Change the load balancer’s cookie',
  'change-csrf-token': 'Change the CSRF token',
  'forget-subscriptions': 'Lose every Subscribe to a workbin without a word',
  'end-polls': 'Answer the polls held now',
  'publish-garbage': 'Publish events that make no sense',
  'publish-unknown-workbin': 'Publish an item of a workbin that does not exist',
  'repeat-last-event': 'Deliver the latest event once more',
  'workitem-error': 'Report that an operation on a workitem failed',
  'interaction-server-down': 'Interaction Server goes down',
  'interaction-server-up': 'Interaction Server comes back',
} as const;

/** The name of an action. */
export type ActionName = keyof typeof actionTexts;

/** Whether the text names an action. */
export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actionTexts, name);
}

type Subject = Omit<Simulator, 'port' | 'origin'>;

/** Goes out of reach, and comes back by itself: the control page is out of reach as well. */
function leave(simulator: Subject, ms: number, restarted: boolean): void {
  // The page that asked gets its answer first.
  setTimeout(() => {
    void simulator.outage();
    setTimeout(() => void simulator.resume({ restarted }), ms).unref();
  }, 100).unref();
}

/** Does it. */
export function runAction(name: ActionName, simulator: Subject): void {
  switch (name) {
    case 'drop-session':
      return simulator.dropSession();
    case 'expire-sign-in':
      return simulator.expireSignIn();
    case 'expire-both':
      simulator.expireSignIn();
      return simulator.dropSession();
    case 'cut-connections':
      return void setTimeout(() => simulator.cutConnections(), 100);
    case 'outage':
      return leave(simulator, 15_000, false);
    case 'restart':
      return leave(simulator, 5_000, true);
    case 'move-node':
      return void setTimeout(() => simulator.moveNode(), 100);
    case 'rotate-balancer-cookie':
      return simulator.rotateBalancerCookie();
    case 'change-csrf-token':
      return simulator.changeCsrfToken();
    case 'forget-subscriptions':
      return simulator.forgetSubscriptions();
    case 'end-polls':
      return simulator.endPolls();
    case 'publish-garbage':
      return simulator.publishGarbage();
    case 'publish-unknown-workbin':
      return simulator.publishUnknownWorkbin();
    case 'repeat-last-event':
      return simulator.repeatLastEvent();
    case 'workitem-error':
      return simulator.failWorkitem(null, 'The operation could not be carried out');
    case 'interaction-server-down':
      return simulator.setService('MultiMediaState', 'Inactive');
    case 'interaction-server-up':
      return simulator.setService('MultiMediaState', 'Active');
  }
}
