import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasUnreadableList,
  readAccount,
  readContents,
  readDirection,
  readItem,
  readServices,
  readWorkbins,
  readWorkitem,
} from '../../src/core/resource.ts';
import { readRecord } from '../../src/core/record.ts';
import { anyJson } from './any-json.ts';

const ITEM_MEMBERS = [
  'id',
  'subject',
  'userData',
  'Subject',
  'FirstName',
  'participants',
  'type',
  'nickname',
  'from',
  'to',
  'emailType',
];
const LISTS = [
  'emails',
  'chats',
  'workitems',
  'facebook',
  'tweets',
  'twitter',
  'openMedia',
  'facebooksessions',
  'faxes',
  'capabilities',
];
const anyItem = anyJson(ITEM_MEMBERS, ['Inbound', 'Outbound', 'Customer']);
const anyResource = anyJson([...LISTS, ...ITEM_MEMBERS]);

describe('readItem', () => {
  // The fields of a real e-mail in a workbin, with values made up: GWS 8.5.2 API, GetWorkbinContent.
  const email = {
    id: '00011aAAA0000001',
    receivedDate: '2025-07-14 14:06:58.000+0530',
    subject: 'Invoice question',
    emailType: 'Inbound',
    assignedTo: 'jdoe',
    interactionType: 'Inbound',
    capabilities: [],
    userData: {
      Subject: 'Another subject',
      FromAddress: 'a@example.com',
      FromPersonal: 'A. C.',
      FirstName: 'A.',
      LastName: 'Customer',
      EmailAddress: 'a@example.com',
      To: 'shop@example.com',
      _AutoReplyCount: 0,
      _AttachmentsInfo: null,
    },
  };

  it('reads an e-mail that waits in a workbin', () => {
    const item = readItem('email', email);

    expect(item).toMatchObject({
      id: '00011aAAA0000001',
      media: 'email',
      subject: 'Invoice question',
      customer: 'A. Customer',
      receivedAt: Date.UTC(2025, 6, 14, 8, 36, 58),
      segment: null,
      state: null,
    });
    expect(item?.raw.read()).toBe(email);
  });

  it('needs nothing but the id', () => {
    const item = readItem('fax', { id: '1' });

    expect(item).toMatchObject({ id: '1', media: 'fax', subject: null, customer: null, receivedAt: null, segment: null });
    expect(item?.raw.read()).toEqual({ id: '1' });
  });

  it('reads an id that is a number', () => {
    expect(readItem('chat', { id: 4711 })?.id).toBe('4711');
  });

  it.each([[null], ['text'], [7], [[]], [{}], [{ id: '' }], [{ id: '  ' }], [{ id: null }], [{ id: {} }], [{ Id: '1' }]])(
    'finds no item in %j',
    (value) => {
      expect(readItem('email', value)).toBeNull();
    },
  );

  it.each([
    ['its own subject before that of the user data', { subject: 'Own', userData: { Subject: 'Data' } }, 'Own'],
    ['the subject of the user data', { userData: { Subject: 'Data' } }, 'Data'],
    ['the subject of the user data where its own is blank', { subject: ' ', userData: { Subject: 'Data' } }, 'Data'],
    ['a subject that is a number', { subject: 4711 }, '4711'],
    ['no subject where it is an object', { subject: { text: 'x' }, userData: { Subject: null } }, null],
    ['no subject where the user data are a list', { userData: ['Subject'] }, null],
    ['no subject where the user data are text', { userData: 'Subject' }, null],
  ])('shows %s', (_what, raw, expected) => {
    expect(readItem('email', { id: '1', ...raw })?.subject).toBe(expected);
  });

  it.each([
    ['first and last name', { userData: { FirstName: 'Ada', LastName: 'King', FromPersonal: 'A. K.' } }, 'Ada King'],
    ['a first name alone', { userData: { FirstName: 'Ada', LastName: null } }, 'Ada'],
    ['a last name alone', { userData: { LastName: 'King' } }, 'King'],
    ['the name in the mail header', { userData: { FromPersonal: 'A. King', FromAddress: 'a@example.com' } }, 'A. King'],
    [
      'the customer among those who chat',
      {
        participants: [
          { type: 'Agent', nickname: 'Jo' },
          { type: 'Customer', nickname: 'Ada' },
        ],
      },
      'Ada',
    ],
    ['the sender', { from: 'a@example.com' }, 'a@example.com'],
    ['the e-mail address', { userData: { EmailAddress: 'a@example.com', FromAddress: 'b@example.com' } }, 'a@example.com'],
    ['the sender’s address', { userData: { FromAddress: 'a@example.com' } }, 'a@example.com'],
    ['the telephone number', { userData: { PhoneNumber: 15550100 } }, '15550100'],
    ['nobody where only an agent takes part', { participants: [{ type: 'Agent', nickname: 'Jo' }] }, null],
    ['nobody where the participants are text', { participants: 'Ada' }, null],
    ['nobody where nothing is said', { userData: { FirstName: ' ', LastName: {} } }, null],
  ])('names as the customer %s', (_what, raw, expected) => {
    expect(readItem('email', { id: '1', ...raw })?.customer).toBe(expected);
  });

  it.each([
    ['emailType', { emailType: 'Outbound' }],
    ['interactionType alone', { interactionType: 'Outbound' }],
    ['emailType in small letters', { emailType: 'outbound' }],
    ['workitemType', { workitemType: 'OutboundReply' }],
  ])('names the receiver of a draft, not our own mailbox, where %s says Outbound', (_what, raw) => {
    const item = readItem('email', {
      id: '1',
      ...raw,
      userData: {
        FromAddress: 'shop@example.com',
        FromPersonal: 'Shop',
        EmailAddress: 'shop@example.com',
        To: 'ada@example.com',
      },
    });

    expect(item?.customer).toBe('ada@example.com');
  });

  it('names nobody for a draft without a receiver', () => {
    expect(
      readItem('email', { id: '1', emailType: 'Outbound', userData: { FromAddress: 'shop@example.com' } })?.customer,
    ).toBeNull();
  });

  // An e-mail's `to` is a list: GWS 8.5.2 API, EmailResource.
  it('names the receiver of a draft that lists its receivers', () => {
    expect(readItem('email', { id: '1', emailType: 'Outbound', to: ['ada@example.com'] })?.customer).toBe('ada@example.com');
  });

  it('does not take what every object inherits for user data', () => {
    const item = readItem('email', JSON.parse('{"id":"1","userData":{"__proto__":{"Subject":"polluted"},"constructor":"x"}}'));

    expect(item?.subject).toBeNull();
    expect(({} as Record<string, unknown>)['Subject']).toBeUndefined();
  });

  it('does not take an id from __proto__', () => {
    expect(readItem('email', JSON.parse('{"__proto__":{"id":"1"}}'))).toBeNull();
  });

  it('reads an item with user data of 5 MB', () => {
    const item = readItem('email', { id: '1', userData: { Subject: 'Small', Header_Received: 'x'.repeat(5_000_000) } });

    expect(item?.subject).toBe('Small');
  });

  it('keeps the item whose date cannot be read', () => {
    expect(readItem('email', { id: '1', receivedDate: 'yesterday' })).toMatchObject({ id: '1', receivedAt: null });
  });

  it('never throws, and gives an item exactly where there is an id', () => {
    fc.assert(
      fc.property(anyItem, (value) => {
        const item = readItem('email', value);

        if (item) expect(item.id).toMatch(/\S/);
        if (item) expect(item.raw.read()).toBe(value);
      }),
    );
  });
});

describe('readDirection', () => {
  it.each([
    ['emailType'],
    ['chatType'],
    ['workitemType'],
    ['openmediaType'],
    ['facebookType'],
    ['tweetType'],
    ['facebooksessionType'],
    ['interactionType'],
  ])('reads %s', (field) => {
    expect(readDirection({ [field]: 'Inbound' })).toBe('Inbound');
  });

  it('believes the medium’s own field before interactionType', () => {
    expect(readDirection({ interactionType: 'Inbound', emailType: 'Outbound' })).toBe('Outbound');
  });

  it('shows an unknown one as it is, and none as null', () => {
    expect(readDirection({ emailType: 'Sideways' })).toBe('Sideways');
    expect(readDirection({ emailType: null })).toBeNull();
  });
});

describe('readContents', () => {
  const idsOf = (workbin: unknown) => Array.from(readContents(readRecord(workbin)!), (item) => `${item.media} ${item.id}`);

  it.each([
    ['chats', 'chat'],
    ['emails', 'email'],
    ['workitems', 'workitem'],
    ['facebooks', 'facebook'],
    ['facebook', 'facebook'],
    ['tweets', 'tweet'],
    ['tweet', 'tweet'],
    ['twitter', 'tweet'],
    ['facebooksessions', 'facebooksession'],
    ['facebooksession', 'facebooksession'],
    ['openmedias', 'openmedia'],
    ['openmedia', 'openmedia'],
    ['openMedia', 'openmedia'],
    ['faxes', 'faxe'],
    ['sms', 'sm'],
    ['letter', 'letter'],
  ])('reads the list %s as items of the medium %s', (name, media) => {
    expect(idsOf({ id: 'w', [name]: [{ id: '1' }, { id: '2' }] })).toEqual([`${media} 1`, `${media} 2`]);
  });

  it('reads a list that is an object', () => {
    expect(idsOf({ emails: { first: { id: '1' }, second: { id: '2' } } })).toEqual(['email 1', 'email 2']);
  });

  it('reads all media of one workbin', () => {
    expect(idsOf({ emails: [{ id: '1' }], chats: [{ id: '2' }], workitems: { a: { id: '3' } } })).toEqual([
      'email 1',
      'chat 2',
      'workitem 3',
    ]);
  });

  it.each([
    ['no lists', { id: 'w', workbinName: 'InProgress', type: 'Agent', uri: 'http://gws/1' }],
    ['an empty list', { emails: [] }],
    ['a list that is null', { emails: null }],
    ['an object of another kind', { owner: { id: 'jdoe' }, metrics: { one: { id: '1' } } }],
    ['a list of texts', { uris: ['http://gws/1'], capabilities: [] }],
    ['items without an id', { emails: [{ subject: 'x' }, null, 'gone', 7, []] }],
  ])('finds nothing in a workbin with %s', (_what, workbin) => {
    expect(idsOf(workbin)).toEqual([]);
  });

  it('keeps the good items among bad ones', () => {
    const workbin = {
      emails: [null, { id: '' }, { id: '1', userData: 7 }, 'gone', { id: {} }, { id: '2' }],
      chats: 'gone',
      tweets: [{ id: '3' }],
    };

    expect(idsOf(workbin)).toEqual(['email 1', 'email 2', 'tweet 3']);
  });

  it('keeps a good item whatever lies beside it', () => {
    const neighbours = fc.array(anyItem, { maxLength: 5 });

    fc.assert(
      fc.property(anyResource, fc.constantFrom(...LISTS), neighbours, neighbours, (other, list, before, after) => {
        const workbin = readRecord({ ...readRecord(other), [list]: [...before, { id: 'the good one' }, ...after] })!;

        expect(Array.from(readContents(workbin), (item) => item.id)).toContain('the good one');
      }),
    );
  });

  it('reads ten thousand items', () => {
    const emails = Array.from({ length: 10_000 }, (_, index) => ({ id: `e${index}`, userData: { Subject: `S${index}` } }));

    expect([...readContents({ emails })]).toHaveLength(10_000);
  });
});

describe('hasUnreadableList', () => {
  it.each([
    [{ emails: 'gone' }, true],
    [{ chats: 7 }, true],
    [{ workitems: false }, true],
    [{ emails: [], chats: 'gone' }, true],
    [{ emails: [] }, false],
    [{ emails: {} }, false],
    [{ emails: null }, false],
    [{ id: 'w', name: 'InProgress', type: 'Agent' }, false],
    [{}, false],
  ])('looks at %j', (workbin, expected) => {
    expect(hasUnreadableList(workbin)).toBe(expected);
  });
});

describe('readWorkbins', () => {
  const draft = { id: '1', workbinName: 'draft', displayName: 'Draft', type: 'Agent', uri: 'http://10.0.0.1/api/v2/workbins/1' };

  it('reads the array that a list gives', () => {
    expect(readWorkbins({ workbins: [draft] }, { kind: 'me' })).toEqual([
      { key: 'me//1', id: '1', name: 'Draft', kind: 'Agent', owner: { kind: 'me' } },
    ]);
  });

  it('reads the object keyed by id that a question for some ids gives', () => {
    const found = readWorkbins(
      { workbins: { 1: draft, 2: { id: '2', type: 'AgentGroup' } } },
      { kind: 'agentGroup', name: 'Billing' },
    );

    expect(found.map((workbin) => workbin.key)).toEqual(['agentGroup/Billing/1', 'agentGroup/Billing/2']);
  });

  it.each([
    ['displayName', { displayName: 'Shown', workbinName: 'w', name: 'n' }, 'Shown'],
    ['workbinName', { workbinName: 'w', name: 'n' }, 'w'],
    ['name', { displayName: '', workbinName: null, name: 'n' }, 'n'],
    ['id', { displayName: ' ' }, '1'],
  ])('names a workbin by its %s', (_field, names, expected) => {
    expect(readWorkbins({ workbins: [{ id: '1', ...names }] }, { kind: 'me' })[0]?.name).toBe(expected);
  });

  it.each([
    ['Place', 'Place'],
    ['Something', 'Something'],
    [undefined, 'Agent'],
    [null, 'Agent'],
  ])('takes the type %j as %s', (type, kind) => {
    expect(readWorkbins({ workbins: [{ id: '1', type }] }, { kind: 'me' })[0]?.kind).toBe(kind);
  });

  it('keeps the good ones among bad ones', () => {
    const found = readWorkbins({ workbins: [null, {}, { id: '' }, 'gone', draft, [draft], { id: null }] }, { kind: 'me' });

    expect(found.map((workbin) => workbin.id)).toEqual(['1']);
  });

  it.each([[{}], [{ workbins: null }], [{ workbins: 'gone' }], [{ workbins: [] }], [{ uris: ['http://gws/1'] }]])(
    'finds none in %j',
    (body) => {
      expect(readWorkbins(body, { kind: 'me' })).toEqual([]);
    },
  );

  it('never throws for what JSON can hold', () => {
    const body = anyJson(['workbins', 'id', 'name', 'displayName', 'type']).map(
      (value) => readRecord(value) ?? { workbins: value },
    );

    fc.assert(fc.property(body, (value) => void readWorkbins(value, { kind: 'me' })));
  });

  it('keeps the good ones where an id holds half a surrogate pair', () => {
    const body = readRecord(JSON.parse('{"workbins":[{"id":"\\ud83d"},{"id":"1"}]}'))!;

    expect(readWorkbins(body, { kind: 'me' }).map((workbin) => workbin.id)).toContain('1');
  });
});

describe('readServices', () => {
  it('reads what a list gives', () => {
    expect(readServices([{ id: 'u', name: 'ixn', type: 'MultiMediaState', state: 'Active' }])).toEqual([
      { type: 'MultiMediaState', state: 'Active' },
    ]);
  });

  it.each([
    ['name', { name: 'ixn', id: 'u', state: 'Inactive' }, { type: 'ixn', state: 'Inactive' }],
    ['id', { id: 'ON_PREMISE_ENVIRONMENT', state: 'Active' }, { type: 'ON_PREMISE_ENVIRONMENT', state: 'Active' }],
  ])('calls a service without a type by its %s', (_field, service, expected) => {
    expect(readServices([service])).toEqual([expected]);
  });

  it('does not guess a state', () => {
    expect(readServices([{ type: 'Voice' }, { type: 'Chat', state: null }])).toEqual([
      { type: 'Voice', state: 'Unknown' },
      { type: 'Chat', state: 'Unknown' },
    ]);
  });

  it('reads any JSON value, and keeps the good ones among bad ones', () => {
    fc.assert(
      fc.property(fc.array(anyJson(['type', 'name', 'state'])), (others) => {
        expect(readServices([...others, { type: 'Voice', state: 'Active' }])).toContainEqual({ type: 'Voice', state: 'Active' });
      }),
    );
  });
});

describe('readAccount', () => {
  const user = { id: '0a1b', userName: 'j.doe', firstName: 'Jo', lastName: 'Doe', features: [{ id: 'api-multimedia-workitem' }] };

  it('reads who signed in', () => {
    expect(readAccount({ statusCode: 0, user })).toEqual({
      id: '0a1b',
      userName: 'j.doe',
      fullName: 'Jo Doe',
      multimedia: true,
      mustChangePassword: false,
    });
  });

  it.each([
    ['api-multimedia', [{ id: 'api-multimedia' }], true],
    ['one of its kinds', [{ id: 'api-voice' }, { id: 'api-multimedia-email' }], true],
    ['only another', [{ id: 'api-voice' }], false],
    ['none', [], false],
    ['unreadable ones', [null, 'api-multimedia', {}], false],
    ['nothing about features', undefined, true],
    ['features that are no list', 'all', true],
  ])('says whether the account has multimedia where it has %s', (_what, features, expected) => {
    expect(readAccount({ user: { ...user, features } })?.multimedia).toBe(expected);
  });

  it.each([
    ['both names', { firstName: 'Jo', lastName: 'Doe' }, 'Jo Doe'],
    ['a last name', { firstName: '', lastName: 'Doe' }, 'Doe'],
    ['a user name', { firstName: null, lastName: ' ' }, 'j.doe'],
  ])('calls a person with %s so', (_what, names, expected) => {
    expect(readAccount({ user: { ...user, ...names } })?.fullName).toBe(expected);
  });

  it('calls a person without any name by the id', () => {
    expect(readAccount({ user: { id: '0a1b' } })).toMatchObject({ userName: '0a1b', fullName: '0a1b' });
  });

  it('says when the password must be changed, and takes nothing but true for it', () => {
    expect(readAccount({ user: { ...user, changePasswordOnFirstLogin: true } })?.mustChangePassword).toBe(true);
    expect(readAccount({ user: { ...user, changePasswordOnFirstLogin: 'false' } })?.mustChangePassword).toBe(false);
  });

  it.each([[{}], [{ user: null }], [{ user: [] }], [{ user: {} }], [{ user: { id: ' ' } }], [{ user: 'j.doe' }]])(
    'finds nobody in %j',
    (body) => {
      expect(readAccount(body)).toBeNull();
    },
  );

  it('never throws for what JSON can hold', () => {
    const body = anyJson(['user', 'id', 'userName', 'features']).map((value) => readRecord(value) ?? { user: value });

    fc.assert(fc.property(body, (value) => void readAccount(value)));
  });
});

describe('readWorkitem', () => {
  it('reads state and type beside the item', () => {
    const workitem = readWorkitem({ id: '03A', state: 'Invited', workitemType: 'Inbound', userData: { Subject: 'Claim 4711' } });

    expect(workitem).toMatchObject({
      id: '03A',
      state: 'Invited',
      type: 'Inbound',
      item: { media: 'workitem', subject: 'Claim 4711' },
    });
  });

  it('needs nothing but the id', () => {
    expect(readWorkitem({ id: '03A' })).toMatchObject({ id: '03A', state: null, type: null });
    expect(readWorkitem({ state: 'Invited' })).toBeNull();
  });

  it('never throws for what JSON can hold', () => {
    fc.assert(fc.property(anyItem, (value) => void readWorkitem(value)));
  });
});
