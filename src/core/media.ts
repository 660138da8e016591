const MEDIA: Readonly<Record<string, string>> = {
  email: 'Email',
  chat: 'Chat',
  workitem: 'Workitem',
  openmedia: 'Open media',
  facebook: 'Facebook message',
  facebooksession: 'Facebook chat',
  tweet: 'Tweet',
  call: 'Call',
  im: 'Internal message',
};

/** What people call a medium; an unknown one as the server names it, `Interaction` where it has no name. */
export function formatMedia(media: string): string {
  return (Object.hasOwn(MEDIA, media) ? MEDIA[media] : undefined) ?? (media.trim() || 'Interaction');
}
