import { readRecord, readRecords, type Wire } from '../../src/core/record.ts';
import type { Workbin, WorkbinKey } from '../../src/core/workbin.ts';
import type { RawReply, Reply, Rest } from '../../src/gws/rest.ts';
import { WORKBINS, type Truth } from './truth.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Genesys Web Services in memory: REST and Bayeux as `Rest` sees them, over ways that take virtual time. */
export interface MemoryServer {
  /** The network as one run of the app sees it; `isDead` ends that run without a word. */
  connect(isDead: () => boolean): Rest;
  /** What went wrong with how it was used. */
  readonly complaints: readonly string[];
  readonly handshakes: () => number;
  /** How often the next requests fail in this way. */
  readonly failing: { contents: number; rest: number; subscribe: number; echo: number };
  /** The next event is told twice, or after the next one about another item. */
  order: 'as-it-happens' | 'twice' | 'swapped';
  add(workbin: Workbin, id: string): void;
  remove(workbin: Workbin, id: string): void;
  publish(data: unknown): void;
  /** `refusing`: every connection is broken and refused; `silent`: nothing is answered any more. */
  become(mode: Mode): void;
  readonly mode: () => Mode;
  setInteractionServer(isActive: boolean): void;
  loseSessions(): void;
  /** What the poll that is held is told of is lost on the way. */
  losePoll(): void;
  loseSignIn(): void;
  /** What is under way never arrives. */
  loseAll(): void;
}

export type Mode = 'answering' | 'refusing' | 'silent';

interface Session {
  readonly id: string;
  readonly topics: Set<string>;
  readonly workbins: Set<WorkbinKey>;
  queue: unknown[];
  held: (() => void) | null;
  polls: number;
}

const HOLD = 30_000;
const MAX_INTERVAL = 10_000;
const DOWN = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
const RESET = new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
const ABORTED = new DOMException('This operation was aborted', 'AbortError');
const ADVICE = { reconnect: 'retry', interval: 0, timeout: HOLD };
const UNKNOWN = { successful: false, error: '402::Unknown client', advice: { reconnect: 'handshake', interval: 0 } };

export function createMemoryServer(truth: Truth, time: VirtualTime, random: () => number): MemoryServer {
  const sessions = new Map<string, Session>();
  const complaints: string[] = [];
  const failing = { contents: 0, rest: 0, subscribe: 0, echo: 0 };
  const underWay = new Set<(error: Error | null) => void>();
  let mode: Mode = 'answering';
  let interactionServer = 'Active';
  let signedIn = true;
  let handshakes = 0;
  let references = 0;
  let pollIsLost = false;
  let swapped: { readonly id: string; readonly tell: () => void } | null = null;

  /** One way there or back; rejects where the connection breaks, ends never where nothing is answered. */
  function travel(signal: AbortSignal | null): Promise<void> {
    if (mode === 'refusing') return Promise.reject(DOWN);
    return new Promise((resolve, reject) => {
      const end = (error: Error | null): void => {
        underWay.delete(end);
        signal?.removeEventListener('abort', abort);
        if (error) reject(error);
        else resolve();
      };
      const abort = (): void => end(ABORTED);
      if (signal?.aborted) return reject(ABORTED);
      signal?.addEventListener('abort', abort);
      underWay.add(end);
      const delay = random() < 0.1 ? random() * 400 : random() * 30;
      time.after(delay, () => {
        if (underWay.has(end) && mode === 'answering') end(null);
      });
    });
  }

  const spend = (kind: keyof typeof failing): boolean => {
    if (failing[kind] === 0) return false;
    failing[kind] -= 1;
    return true;
  };

  function tell(wanted: (session: Session) => boolean, channel: string, data: unknown): void {
    for (const session of sessions.values()) {
      if (!session.topics.has(channel) || !wanted(session)) continue;
      session.queue.push({ channel, data });
      session.held?.();
    }
  }

  function tellItem(action: string, workbin: Workbin, id: string): void {
    const { owner } = workbin;
    const named = owner.kind === 'agentGroup' ? { agentGroup: owner.name } : { workbinUserId: 'u1', workbinAgentId: 'emp' };
    const data = {
      messageType: 'WorkbinStateChangeMessage',
      action,
      id: workbin.id,
      emailStateResourceV2: resource(workbin.key, id),
      ...named,
    };
    const send = (): void => tell(({ workbins }) => workbins.has(workbin.key), '/v2/me/workbins', data);
    const waiting = swapped;
    swapped = null;
    // Of one item nothing is told out of order.
    if (waiting?.id === id) waiting.tell();
    if (server.order === 'swapped') hold({ id, tell: send });
    else send();
    if (server.order === 'twice') send();
    if (waiting && waiting.id !== id) waiting.tell();
    server.order = 'as-it-happens';
  }

  /** Kept back until another event overtakes it, or for a moment. */
  function hold(event: NonNullable<typeof swapped>): void {
    swapped = event;
    time.after(1000, () => {
      if (swapped !== event) return;
      swapped = null;
      event.tell();
    });
  }

  /** The subject names the stay, so that the witness knows which one is meant. */
  function resource(workbin: WorkbinKey, id: string): Wire {
    const stay = truth.stays.findLastIndex((one) => one.workbin === workbin && one.id === id);
    return { id, subject: `stay ${stay}`, emailType: 'Inbound', userData: {} };
  }

  function contentsOf({ key, id }: Workbin): Wire {
    const emails = truth.ids(key).map((one) => resource(key, one));
    return { id, ...(emails.length > 0 && { emails }) };
  }

  function read(path: string): Reply {
    const { pathname, searchParams } = new URL(path, 'http://memory.invalid');
    if (pathname === '/me') return ok({ user: { id: 'u1', userName: 'model', features: [{ id: 'api-multimedia' }] } });
    if (pathname === '/services') return ok({ services: [{ type: 'MultiMediaState', state: interactionServer }] });
    if (pathname === '/me/workitems') return ok({});
    const ids = searchParams.get('workbinIds');
    if (pathname === '/workbins' && ids === null)
      return ok({ workbins: WORKBINS.map(({ id, kind }) => ({ id, displayName: id, type: kind })) });
    if (spend('contents') || interactionServer === 'Inactive')
      return { kind: 'refused', status: 503, statusCode: null, why: 'The server answered with HTTP 503' };
    if (ids !== null)
      return ok({
        workbins: Object.fromEntries(WORKBINS.filter(({ id }) => ids.includes(id)).map((one) => [one.id, contentsOf(one)])),
      });
    const workbin = WORKBINS.find(({ id }) => pathname.endsWith(`/${id}`));
    return workbin ? ok({ workbin: contentsOf(workbin) }) : { kind: 'refused', status: 404, statusCode: 6, why: 'unknown' };
  }

  function subscribe(path: string): Reply {
    if (interactionServer === 'Inactive') return { kind: 'refused', status: 500, statusCode: 4, why: 'not opened' };
    const wanted = WORKBINS.filter(({ id }) => path.includes(id));
    const isSilent = spend('echo');
    const asked = wanted.map((workbin) => ({ workbin, reference: (references += 1), fails: spend('subscribe') }));
    for (const { workbin, reference, fails } of asked) {
      if (isSilent) continue;
      if (!fails) for (const session of sessions.values()) session.workbins.add(workbin.key);
      const group = workbin.owner.kind === 'agentGroup' ? { agentGroup: workbin.owner.name } : {};
      const echo = {
        messageType: 'WorkbinSubscriptionStateChangeMessage',
        id: workbin.id,
        stateResource: fails ? 'RequestFailed' : 'Subscribed',
        ...(random() < 0.5 && { referenceId: reference }),
        ...group,
      };
      time.after(random() * 40, () => tell(({ workbins }) => fails || workbins.has(workbin.key), '/v2/me/workbins', echo));
    }
    const [first] = asked;
    return asked.length === 1
      ? ok({ referenceId: first?.reference })
      : ok({ referenceIds: Object.fromEntries(asked.map(({ workbin, reference }) => [workbin.id, reference])) });
  }

  function forget(session: Session): void {
    sessions.delete(session.id);
    session.held?.();
  }

  function poll(session: Session, timeout: unknown, signal: AbortSignal): Promise<void> {
    if (session.held) complaints.push('two polls at a time');
    session.polls += 1;
    const poll = session.polls;
    return new Promise<void>((resolve, reject) => {
      const end = (error: Error | null = null): void => {
        session.held = null;
        underWay.delete(end);
        signal.removeEventListener('abort', abort);
        time.after(MAX_INTERVAL, () => {
          if (session.polls === poll && !session.held) forget(session);
        });
        if (error) reject(error);
        else resolve();
      };
      const abort = (): void => end(ABORTED);
      if (timeout === 0 || session.queue.length > 0) return end();
      session.held = end;
      underWay.add(end);
      signal.addEventListener('abort', abort);
      time.after(HOLD, () => {
        if (session.held === end) end();
      });
    });
  }

  async function answer(message: Wire, signal: AbortSignal): Promise<Wire> {
    const { channel, id, clientId } = message;
    if (channel === '/meta/handshake') {
      handshakes += 1;
      const session: Session = { id: `s${handshakes}`, topics: new Set(), workbins: new Set(), queue: [], held: null, polls: 0 };
      sessions.set(session.id, session);
      time.after(MAX_INTERVAL, () => {
        if (session.polls === 0) forget(session);
      });
      const supportedConnectionTypes = ['long-polling'];
      return { channel, id, successful: true, clientId: session.id, version: '1.0', supportedConnectionTypes, advice: ADVICE };
    }
    const session = sessions.get(clientId as string);
    if (!session) return { channel, id, clientId, ...UNKNOWN };
    if (channel === '/meta/subscribe') {
      session.topics.add(message['subscription'] as string);
      return { channel, id, clientId, successful: true, subscription: message['subscription'] };
    }
    if (channel === '/meta/disconnect') {
      forget(session);
      return { channel, id, clientId, successful: true };
    }
    await poll(session, readRecord(message['advice'])?.['timeout'], signal);
    if (!sessions.has(session.id)) return { channel, id, clientId, ...UNKNOWN };
    return { channel, id, clientId, successful: true, advice: ADVICE };
  }

  async function exchange(body: string, signal: AbortSignal, renew: () => void): Promise<RawReply> {
    const sent = readRecords(JSON.parse(body));
    {
      await travel(signal);
      renew();
      const answers: unknown[] = [];
      for (const message of sent) {
        answers.push(await answer(message, signal));
        const session = sessions.get(message['clientId'] as string);
        if (!session) continue;
        answers.push(...session.queue);
        session.queue = [];
      }
      const isLost = pollIsLost && sent.some(({ channel }) => channel === '/meta/connect');
      if (isLost) pollIsLost = false;
      await travel(signal);
      if (isLost) throw RESET;
      return { status: 200, text: JSON.stringify(answers) };
    }
  }

  const server: MemoryServer = {
    connect(isDead) {
      const renewed = new Set<() => void>();
      const renew = (): void => {
        if (signedIn) return;
        signedIn = true;
        for (const listener of renewed) listener();
      };
      const never = new Promise<never>(() => undefined);
      let handshaking = 0;
      const post = async (body: string, signal: AbortSignal): Promise<RawReply> => {
        const isHandshake = body.includes('"/meta/handshake"');
        handshaking += isHandshake ? 1 : 0;
        if (handshaking > 1) complaints.push('two handshakes at a time');
        return exchange(body, signal, renew).finally(() => (handshaking -= isHandshake ? 1 : 0));
      };
      const alive = async <Result>(work: Promise<Result>): Promise<Result> => {
        try {
          const result = await work;
          return isDead() ? await never : result;
        } catch (error) {
          if (isDead()) return never;
          throw error;
        }
      };
      const request = async (answerIt: () => Reply): Promise<Reply> => {
        const abort = new AbortController();
        const timer = setTimeout(() => abort.abort(), 15_000);
        try {
          await travel(abort.signal);
          renew();
          const isCut = spend('rest');
          const reply = answerIt();
          await travel(abort.signal);
          return isCut ? { kind: 'unreachable', why: 'The connection was cut' } : reply;
        } catch {
          return { kind: 'unreachable', why: 'No answer' };
        } finally {
          clearTimeout(timer);
        }
      };
      return {
        get: (path) => alive(request(() => read(path))),
        post: (path) => alive(request(() => subscribe(path))),
        signIn: () => alive(request(() => read('/me'))),
        suspect: () => undefined,
        onRenewed(listener) {
          renewed.add(listener);
          return () => void renewed.delete(listener);
        },
        bayeux: (_path, body, signal) => alive(post(body, signal)),
      };
    },
    complaints,
    handshakes: () => handshakes,
    failing,
    order: 'as-it-happens',
    add(workbin, id) {
      if (truth.add(workbin.key, id)) tellItem('ItemAdded', workbin, id);
    },
    remove(workbin, id) {
      if (truth.remove(workbin.key, id)) tellItem('ItemRemoved', workbin, id);
    },
    publish: (data) => tell(() => true, '/v2/me/workbins', data),
    become(next) {
      mode = next;
      if (mode === 'refusing') for (const end of [...underWay]) end(RESET);
    },
    mode: () => mode,
    setInteractionServer(isActive) {
      interactionServer = isActive ? 'Active' : 'Inactive';
      if (!isActive) for (const { workbins } of sessions.values()) workbins.clear();
      const service = { type: 'MultiMediaState', state: interactionServer };
      tell(() => true, '/notifications/services', { messageType: 'ServiceStateChangeMessage', service });
    },
    loseSessions() {
      for (const session of [...sessions.values()]) forget(session);
    },
    losePoll() {
      pollIsLost = true;
    },
    loseSignIn() {
      signedIn = false;
      for (const { workbins } of sessions.values()) workbins.clear();
    },
    loseAll() {
      underWay.clear();
    },
  };
  return server;
}

function ok(body: Wire): Reply {
  return { kind: 'ok', body };
}
