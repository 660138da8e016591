// The last three are in no list of the documentation, but were seen.
const topics: readonly string[] = [
  '/v2/me/workbins',
  '/v2/me/workitems',
  '/notifications/services',
  '/v2/me/devices',
  '/v2/me/calls',
  '/v2/me/chats',
  '/v2/me/emails',
  '/v2/me/facebook',
  '/v2/me/facebooksession',
  '/v2/me/im-sessions',
  '/v2/me/openmedia',
  '/v2/me/twitter',
  '/v2/ucs/interactions',
  '/v2/me/channels',
  '/v2/me/interactions',
  '/v2/me/outbound',
];

const wildcards: readonly string[] = ['/v2/me/*', '/**'];

/** Whether clients may subscribe to this. */
export function isTopic(name: string): boolean {
  return topics.includes(name) || wildcards.includes(name);
}

/** Whether what was subscribed to takes in the topic. */
export function topicMatches(subscribed: string, topic: string): boolean {
  if (subscribed === '/**') return true;
  return subscribed === topic || (subscribed === '/v2/me/*' && /^\/v2\/me\/[^/]+$/.test(topic));
}
