import type { Message } from 'cometd';
import { serve } from './child.ts';
import { topic } from './message.ts';
import { clock } from './meter.ts';
import { createRecorder } from './recorder.ts';

/** The part of a message's data that the recorder wants. */
interface WorkbinChange {
  readonly messageType: string;
  readonly action: string;
  readonly emailStateResourceV2: { readonly id: string };
}

const recorder = createRecorder();

const handlers = {
  ...recorder.handlers,
  /** Loads the stock client and connects it as its manual says; when that began, and when its subscription was acknowledged. */
  async connect({ origin }: { readonly origin: string }) {
    const startedAt = clock();
    const [{ adapt }, { AckExtension, CometD }] = await Promise.all([import('cometd-nodejs-client'), import('cometd')]);
    adapt();
    const cometd = new CometD();
    // GWS speaks no WebSocket: without this the stock client would try one first.
    cometd.unregisterTransport('websocket');
    cometd.registerExtension('ack', new AckExtension());
    cometd.configure({ url: `${origin}/api/v2/notifications` });
    await new Promise<void>((resolve, reject) =>
      cometd.handshake(({ successful }: Message) => (successful ? resolve() : reject(new Error('the handshake failed')))),
    );
    const take = ({ data }: Message): void => {
      const { messageType, action, emailStateResourceV2: item } = data as WorkbinChange;
      if (messageType === 'WorkbinStateChangeMessage') recorder.tell(action === 'ItemAdded' ? 'added' : 'removed', item.id);
    };
    await new Promise<void>((resolve) => cometd.subscribe(topic, take, () => resolve()));
    return { startedAt, readyAt: clock() };
  },
};

/** What the bare client can be asked. */
export type BareHandlers = typeof handlers;

serve(handlers);
