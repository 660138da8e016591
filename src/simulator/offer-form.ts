import type { Media } from './item.ts';

/** What can be offered to a person: an interaction of any medium, or a call. */
export type OfferMedia = Media | 'call';

/** How interactions of a medium are offered and told. */
export interface OfferForm {
  readonly topic: string;
  readonly messageType: string;
  /** The property of the message that holds the interaction. */
  readonly key: string;
  /** Where `/me/…` lists those that are with the person. */
  readonly list: string;
  readonly path: string;
  /** The state in which it is offered. */
  readonly offered: string;
}

/** The forms of all media and of calls. */
export const offerForms: Readonly<Record<OfferMedia, OfferForm>> = {
  workitem: {
    topic: '/v2/me/workitems',
    messageType: 'WorkitemStateChangeMessage',
    key: 'workitem',
    list: 'workitems',
    path: 'workitems',
    offered: 'Invited',
  },
  chat: {
    topic: '/v2/me/chats',
    messageType: 'ChatStateChangeMessage',
    key: 'chat',
    list: 'chats',
    path: 'chats',
    offered: 'Invited',
  },
  call: {
    topic: '/v2/me/calls',
    messageType: 'CallStateChangeMessage',
    key: 'call',
    list: 'calls',
    path: 'calls',
    offered: 'Ringing',
  },
  email: {
    topic: '/v2/me/emails',
    messageType: 'EmailStateChangeMessage',
    key: 'email',
    list: 'emails',
    path: 'me/emails',
    offered: 'Invited',
  },
  facebook: {
    topic: '/v2/me/facebook',
    messageType: 'FacebookStateChangeMessage',
    key: 'facebook',
    list: 'facebook',
    path: 'social-medias',
    offered: 'Invited',
  },
  facebooksession: {
    topic: '/v2/me/facebooksession',
    messageType: 'FacebooksessionStateChangeMessage',
    key: 'facebooksession',
    list: 'facebooksessions',
    path: 'facebooksessions',
    offered: 'Invited',
  },
  openmedia: {
    topic: '/v2/me/openmedia',
    messageType: 'OpenmediaStateChangeMessage',
    key: 'openmedia',
    list: 'openmedia',
    path: 'openmedia/faxs',
    offered: 'Invited',
  },
  tweet: {
    topic: '/v2/me/twitter',
    messageType: 'TweetStateChangeMessage',
    key: 'tweet',
    list: 'tweets',
    path: 'tweets',
    offered: 'Invited',
  },
};

const taken: ReadonlySet<string> = new Set(['Processing', 'Chatting', 'Composing', 'Established', 'Held']);

/** What the person may do with an interaction in this state. */
export function capabilities(state: string): readonly string[] {
  if (state === 'Invited') return ['Accept', 'Reject'];
  if (state === 'Ringing') return ['Answer'];
  return taken.has(state) ? ['Transfer', 'AttachUserData', 'UpdateUserData', 'DeleteUserData', 'SetInFocus', 'Complete'] : [];
}
