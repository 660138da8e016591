import { expect } from 'vitest';

/** A resource or the data of an event, as tests look into it: what it lacks is undefined there. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly userName: string;
  readonly uri: string;
  readonly receivedDate: string;
  readonly stateResource: string;
  readonly referenceId: number;
  readonly workbinUserId: string;
  readonly workbinAgentId: string;
  readonly agentGroup: string;
  readonly placeGroup: string;
  readonly errorMessage: string;
  readonly userData: Readonly<Record<string, unknown>>;
  readonly features: readonly Resource[];
  readonly emails: readonly Resource[];
  readonly chats: readonly Resource[];
  readonly workitems: readonly Resource[];
  readonly openmedias: readonly Resource[];
  readonly openMedia: readonly Resource[];
  /** What a workbin holds, on the control page. */
  readonly items: readonly Resource[];
  readonly workitem: Resource;
  readonly emailStateResourceV2: Resource;
  readonly metrics: { readonly eventProcessing: unknown };
}

/** The body of an answer, as tests look into it. */
export interface Answer extends Resource {
  readonly statusCode: number;
  readonly referenceIds: Readonly<Record<string, number>>;
  readonly uris: readonly string[];
  readonly user: Resource;
  readonly contact: Resource;
  readonly workbin: Resource;
  /** An array or an object by id. */
  readonly workbins: readonly Resource[] & Readonly<Record<string, Resource>>;
  /** Those that only the control page has. */
  readonly faults: readonly Resource[];
  readonly actions: readonly Resource[];
  readonly offers: readonly Resource[];
  readonly violations: readonly Resource[];
  readonly delay: number;
  readonly services: readonly Resource[];
  readonly groups: readonly Resource[];
  readonly users: readonly Resource[];
}

/** Matches any text. */
export const anyText: unknown = expect.any(String);

/** Matches any number. */
export const anyNumber: unknown = expect.any(Number);

/** Matches any object. */
export const anyObject: unknown = expect.any(Object);

/** Matches text of this form. */
export const textLike = (form: RegExp): unknown => expect.stringMatching(form);

/** Matches a list that holds these. */
export const listWith = (...held: readonly unknown[]): unknown => expect.arrayContaining([...held]);

/** Matches an object with these members. */
export const objectWith = (members: object): unknown => expect.objectContaining(members);
