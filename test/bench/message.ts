/** The person signed in and the workbins of the bench. */
export const person = { id: 'e2f1c0de5b7a4d0f9a11', userName: 'bench', password: 'bench' };
export const workbins = ['InProgress', 'Draft', 'Escalated'].map((name, index) => ({
  id: `5d0f3a1e-7c55-4f0a-9d51-0000000000${index}1`,
  name,
}));
/** Where messages about workbins come. */
export const topic = '/v2/me/workbins';

const RUN = '0001aBench';

/** An interaction id that says which in order it is and when it was published. */
export function formatItemId(number: number, at: number): string {
  return `${RUN}-${number.toString(36)}-${Math.round(at * 1000).toString(36)}`;
}

/** What `formatItemId` wrote. */
export function readItemId(id: string): { readonly number: number; readonly at: number } {
  const [, number = '', at = ''] = id.split('-');
  return { number: Number.parseInt(number, 36), at: Number.parseInt(at, 36) / 1000 };
}

/** An e-mail as GWS describes it, about 1.2 kB. */
export function createItem(id: string, number: number): Readonly<Record<string, unknown>> {
  const subject = `Anfrage ${number}: Rückerstattung für Bestellung ${100_000 + (number % 900_000)}`;
  return {
    id,
    receivedDate: '2026-11-20 09:41:07.000+0100',
    subject,
    emailType: 'Inbound',
    assignedTo: 'emp1017',
    interactionQueue: 'InProgress/PrivateQueue',
    interactionType: 'Inbound',
    interactionSubtype: 'InboundNew',
    capabilities: [],
    userData: {
      Subject: subject,
      FirstName: 'Zoë',
      LastName: `Müller-${number % 1000}`,
      EmailAddress: `customer.${number % 5000}@example.com`,
      ContactId: '0001kQz81mPa',
      InteractionId: id,
      PlaceInQueueSeq: '9412345',
      CustomerSegment: 'Gold',
      ServiceType: 'Billing',
      ServiceObjective: 86_400,
      OccuredAt: '20 Nov 2026 08:41:07 GMT',
      SubmittedAt: '20 Nov 2026 08:41:07 GMT',
      PlacedInQueueAt: '20 Nov 2026 08:41:09 GMT',
      IW_CaseUid: 'Zk3m8Qp1xR7vT2nB9cL4wY6sD0',
      FromAddress: `customer.${number % 5000}@example.com`,
      FromPersonal: 'Zoë Müller',
      To: 'service@contact.example',
      Mailbox: 'service@contact.example',
      Origination_Source: 'Email',
      _AutoReplyCount: 0,
      Header_Date: 'Fri, 20 Nov 2026 09:40:40 +0100',
      'Header_MIME-Version': '1.0',
      'Preferred language / Sprache': 'de',
    },
  };
}

/** The data of a topic message, about 1.5 kB. */
export function createMessage(
  action: 'ItemAdded' | 'ItemRemoved',
  id: string,
  number: number,
): Readonly<Record<string, unknown>> {
  return {
    messageType: 'WorkbinStateChangeMessage',
    action,
    id: workbins[number % workbins.length]?.id,
    workbinAgentId: 'emp1017',
    workbinUserId: person.id,
    emailStateResourceV2: createItem(id, number),
    metrics: { eventProcessing: { nodeProcessingTimeNanos: 1_204_511, serverGenerationTimestamp: 1_795_164_067_000 } },
  };
}
