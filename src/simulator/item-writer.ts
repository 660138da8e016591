import { between, letters, pick, type Random } from './chance.ts';
import type { Item, ItemWish, Media } from './item.ts';
import { mailboxes, phrases, segments, serviceTypes } from './phrases.ts';
import { formatMailDate, formatRoutingDate, formatServerDate, serverOffsets } from './server-date.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const common: readonly Media[] = [
  'email',
  'email',
  'email',
  'email',
  'chat',
  'chat',
  'workitem',
  'workitem',
  'openmedia',
  'tweet',
  'facebook',
  'facebooksession',
];

/** Where an item goes, as far as its own data tell. */
export interface Destination {
  readonly workbinName: string;
  /** The employee id of the owner, where that is a person. */
  readonly employeeId: string | null;
}

/** Invents items. */
export interface ItemWriter {
  /** A new item as wished, the rest invented. */
  write(to: Destination, wish?: ItemWish): Item;
  /** An interaction id that was never given before. */
  nextId(): string;
}

/** Facts about one invented interaction, from which each medium takes its own. */
interface Story {
  readonly id: string;
  readonly subject: string;
  readonly first: string;
  readonly last: string;
  readonly message: string;
  readonly address: string;
  readonly mailbox: string;
  readonly at: number;
  readonly offset: string;
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** Invents items out of chance; `now` gives ms since the epoch. */
export function createItemWriter(random: Random, now: () => number): ItemWriter {
  const run = letters(random, 5, base62);
  let count = 0;
  const nextId = (): string => `0001${run}${(++count).toString(36).toUpperCase().padStart(7, '0')}`;

  /** User data as routing strategies leave it, with the keys and kinds of values that real data have. */
  function userData(story: Story, to: Destination): Record<string, unknown> {
    const occurred = formatRoutingDate(story.at);
    return withoutUndefined({
      Subject: story.subject,
      FirstName: story.first,
      LastName: story.last,
      EmailAddress: story.address,
      ContactId: `0001${letters(random, 8, base62)}`,
      InteractionId: story.id,
      Workbin: to.workbinName,
      WorkbinAgentId: to.employeeId ?? undefined,
      PlaceInQueueSeq: String(between(random, 9_000_000, 9_999_999)),
      CustomerSegment: pick(random, segments),
      ServiceType: pick(random, serviceTypes),
      ServiceObjective: pick(random, [60, 300, 86_400]),
      OccuredAt: occurred,
      SubmittedAt: occurred,
      PlacedInQueueAt: formatRoutingDate(story.at + 2000),
      IW_CaseUid: letters(random, 26, base62),
      IW_BundleUid: letters(random, 26, base62),
      IWAttachedDataInformation: {
        'Option.interaction.case-data.content': 'Subject,CustomerSegment',
        'Option.interaction.disposition.is-mandatory': false,
        depth: { of: ['nested', 'objects'], count: 2, none: null },
      },
      'PegAG?:2>1': 1,
      'PegAGSales Team': 1,
      RRequestedSkills: null,
      RTargetAgentSelected: to.employeeId,
      RVQDBID: '',
      'CBR-IT-path_DBIDs': '',
      'Preferred language / Sprache': pick(random, ['de', 'en', null]),
    });
  }

  function emailData(story: Story, outbound: boolean): Record<string, unknown> {
    return {
      FromAddress: outbound ? story.mailbox : story.address,
      FromPersonal: outbound ? null : `${story.first} ${story.last}`,
      To: outbound ? story.address : story.mailbox,
      Mailbox: story.mailbox,
      Origination_Source: 'Email',
      _AutoReplyCount: 0,
      _AttachmentsInfo: null,
      _ContainsAttachment: random() < 0.2 ? 'true' : 'false',
      _AttachmentFileNames: random() < 0.2 ? 'IMG_2041.jpg; Kaufbeleg (1).pdf' : '',
      Header_Date: formatMailDate(story.at - 27_000, story.offset),
      'Header_Message-ID': `<${story.id}.${letters(random, 6, base62)}@mail.example.com>`,
      'Header_MIME-Version': '1.0',
      'Header_Content-Type': `multipart/alternative; boundary="----=_Part_${letters(random, 10, base62)}"`,
      Header_Received: 'from mx1.example.com (mx1.example.com [192.0.2.17]) by mail.example.com with ESMTPS; not for people',
    };
  }

  /** What lies beside `id`, `receivedDate`, `capabilities` and `userData`, by medium. */
  function fieldsOf(media: Media, story: Story, to: Destination, data: Record<string, unknown>): Record<string, unknown> {
    const name = `${story.first} ${story.last}`;
    const participants = random() < 0.7 ? [{ nickname: name, type: 'Customer', participantId: letters(random, 16, base62) }] : [];
    switch (media) {
      case 'email': {
        const outbound = to.workbinName === 'Draft';
        Object.assign(data, emailData(story, outbound));
        return {
          subject: story.subject,
          emailType: outbound ? 'Outbound' : 'Inbound',
          ...(to.employeeId === null ? {} : { assignedTo: to.employeeId }),
          ...(outbound || random() < 0.3 ? { parentId: `0001${letters(random, 12, base62)}` } : {}),
          interactionQueue: `${to.workbinName}/PrivateQueue`,
          interactionType: outbound ? 'Outbound' : 'Inbound',
          interactionSubtype: outbound ? 'OutboundReply' : 'InboundNew',
        };
      }
      case 'chat':
        return { chatType: 'Inbound', participants };
      case 'workitem':
        return { workitemType: 'Inbound' };
      case 'openmedia':
        return { openmediaType: 'Inbound', mediaType: pick(random, ['fax', 'sms', 'letter']) };
      case 'tweet': {
        const handle = `@${letters(random, 7, 'abcdefghijklmnoprstu')}`;
        Object.assign(data, { twitterFromAddr: handle, twitterMsgPlainText: story.message });
        return {
          tweetType: 'Inbound',
          from: handle,
          message: story.message,
          twitterFromAddr: handle,
          twitterMsgPlainText: story.message,
        };
      }
      case 'facebook':
        return {
          facebookType: 'Inbound',
          from: name,
          message: story.message,
          subject: story.subject,
          contactId: data['ContactId'],
        };
      case 'facebooksession':
        return { facebooksessionType: 'Inbound', participants };
    }
  }

  return {
    nextId,
    write(to, wish = {}) {
      const tongue = pick(random, phrases);
      const [first, last] = wish.customer ?? pick(random, tongue.customers);
      const story: Story = {
        id: wish.id ?? nextId(),
        subject: wish.subject ?? pick(random, tongue.subjects),
        first,
        last,
        message: pick(random, tongue.messages),
        address: `customer.${letters(random, 6, 'abcdefghijkmnpqrstuvwxyz')}@${pick(random, ['example.com', 'mail.example.org', 'post.invalid'])}`,
        mailbox: pick(random, mailboxes),
        at: wish.receivedAt ?? now() - between(random, 0, 20_000),
        offset: pick(random, serverOffsets),
      };
      const media = wish.media ?? pick(random, common);
      const data = userData(story, to);
      const own = fieldsOf(media, story, to, data);
      const resource = {
        id: story.id,
        receivedDate: formatServerDate(story.at, story.offset),
        ...own,
        capabilities: [],
        userData: withoutUndefined({ ...data, ...wish.userData }),
        ...wish.fields,
      };
      return { id: story.id, media, resource: withoutUndefined(resource) };
    },
  };
}
