/** The seven media of items in workbins. */
export type Media = 'email' | 'chat' | 'workitem' | 'openmedia' | 'tweet' | 'facebook' | 'facebooksession';

/** The seven media, the common ones first. */
export const allMedia: readonly Media[] = ['email', 'chat', 'workitem', 'openmedia', 'tweet', 'facebook', 'facebooksession'];

/** The property that holds the items of a medium in the contents of a workbin. */
export const itemArrays: Readonly<Record<Media, string>> = {
  email: 'emails',
  chat: 'chats',
  workitem: 'workitems',
  openmedia: 'openmedias',
  tweet: 'tweets',
  facebook: 'facebooks',
  facebooksession: 'facebooksessions',
};

/** An interaction as it waits in a workbin; `resource` is sent as it stands: no state, no uri, no capabilities. */
export interface Item {
  readonly id: string;
  readonly media: Media;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** What is wished of a new item; the rest is invented. */
export interface ItemWish {
  readonly media?: Media;
  readonly id?: string;
  readonly subject?: string;
  /** The customer's first and last name. */
  readonly customer?: readonly [first: string, last: string];
  /** When it came in, ms since the epoch. */
  readonly receivedAt?: number;
  /** Laid over the invented user data; `undefined` takes a key away. */
  readonly userData?: Readonly<Record<string, unknown>>;
  /** Laid over the finished resource; `undefined` takes a property away. */
  readonly fields?: Readonly<Record<string, unknown>>;
}
