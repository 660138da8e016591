// The typings that come with `cometd` 9 leave out the transports that it exports.
import 'cometd';

declare module 'cometd' {
  interface SendPacket {
    readonly url: string;
    readonly body: string;
    onSuccess(received: string | readonly object[]): void;
    onError(reason?: string, exception?: unknown): void;
  }

  interface Envelope {
    readonly messages: readonly Message[];
  }

  interface FailureInfo {
    cause: string;
    action: 'none' | 'retry' | 'handshake';
    delay?: number;
    transport: Transport | null;
  }

  class RequestTransport implements Transport {
    readonly type: string;
    url: string;
    accept(version: string, crossDomain: boolean, url: string): boolean;
    abort(): void;
    reset(init?: boolean): void;
    abortXHR(exchange: unknown): boolean;
    xhrStatus(exchange: unknown): number;
  }

  class LongPollingTransport extends RequestTransport {
    /** Whether it was sent: only then does `cometd` watch over the time that an answer takes. */
    transportSend(envelope: Envelope, request: object): boolean;
    /** Called by `transportSend`, at once. */
    xhrSend(packet: SendPacket): unknown;
  }

  interface CometD {
    onTransportFailure(message: Message, info: FailureInfo, handle: (info: FailureInfo) => void): void;
  }
}
