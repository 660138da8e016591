import { ENGLISH, phrase, type Translate } from './language.ts';

const MEDIA: Readonly<Record<string, string>> = {
  email: phrase('Email'),
  chat: phrase('Chat'),
  workitem: phrase('Workitem'),
  openmedia: phrase('Open media'),
  facebook: phrase('Facebook message'),
  facebooksession: phrase('Facebook chat'),
  tweet: phrase('Tweet'),
  call: phrase('Call'),
  im: phrase('Internal message'),
};

/** What people call a medium; an unknown one as the server names it, `Interaction` where it has no name. */
export function formatMedia(media: string, t: Translate = ENGLISH): string {
  const word = Object.hasOwn(MEDIA, media) ? MEDIA[media] : undefined;
  return word === undefined ? media.trim() || t('Interaction') : t(word);
}
