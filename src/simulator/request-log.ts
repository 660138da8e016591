import type { IncomingMessage, ServerResponse } from 'node:http';
import { proofOf, type Proof } from './sign-ins.ts';

/** A request that reached the simulator, without credentials. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** When it came, ms since the epoch. */
  readonly at: number;
  readonly proof: Proof;
  /** The status of the answer; null while there is none or the connection broke before. */
  status: number | null;
  /** `operationName` of the body. */
  operation: string | null;
  /** The channels of the Bayeux messages in the body. */
  channels: readonly string[];
  /** When the answer was sent or the connection closed; null while it is open. */
  endedAt: number | null;
}

/** A request that would have changed something in a contact centre. */
export interface Violation {
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
}

/** The requests so far, the latest last. */
export interface RequestLog {
  readonly all: readonly RecordedRequest[];
  /** Puts a request on record; its status follows. */
  record(request: IncomingMessage, response: ServerResponse): RecordedRequest;
  clear(): void;
}

/** How many requests are kept. */
const kept = 20_000;

/** An empty record. */
export function createRequestLog(now: () => number): RequestLog {
  const all: RecordedRequest[] = [];
  return {
    all,
    record(request, response) {
      const { method = '', url = '' } = request;
      const entry: RecordedRequest = {
        method,
        path: url,
        at: now(),
        proof: proofOf(request),
        status: null,
        operation: null,
        channels: [],
        endedAt: null,
      };
      all.push(entry);
      if (all.length > kept) all.splice(0, all.length - kept);
      response.once('close', () => {
        if (response.writableFinished) entry.status = response.statusCode;
        entry.endedAt = now();
      });
      return entry;
    },
    clear: () => void all.splice(0),
  };
}
