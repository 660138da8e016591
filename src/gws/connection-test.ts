import type { Credentials, TestStep } from '../core/contract.ts';
import { readText } from '../core/record.ts';
import { readAccount, readWorkbins } from '../core/resource.ts';
import { openSession, type SessionEvents } from './bayeux.ts';
import { createRest, type Fetch, type Rest } from './rest.ts';

type Found = { readonly passed: boolean; readonly text: string };

/** Whether the server accepts this name and password. One request; nothing is kept. */
export async function trySignIn(
  options: Credentials & { readonly fetch: Fetch },
): Promise<{ readonly signedIn: true } | { readonly signedIn: false; readonly why: string }> {
  const found = await signIn(createRest(options));
  return found.passed ? { signedIn: true } : { signedIn: false, why: found.text };
}

/** Tries the chain from the network to the workbins, each step told when it begins and when it ends; stops where it breaks. */
export async function testConnection(
  options: Credentials & { readonly fetch: Fetch; readonly cometdPath: string },
  tell: (step: TestStep) => void,
): Promise<readonly TestStep[]> {
  const rest = createRest(options);
  const version = rest.get('/diagnostics/version');
  const steps: readonly (readonly [TestStep['name'], string, () => Promise<Found>])[] = [
    ['reachable', 'Reaching the server', async () => reach(await version)],
    ['version', 'Asking for its version', async () => readVersion(await version)],
    ['signed-in', 'Signing in', () => signIn(rest)],
    ['cometd', 'Opening a session for notifications', () => tryBayeux(rest, options)],
    ['workbins', 'Looking up your workbins', () => countWorkbins(rest)],
  ];
  const done: TestStep[] = [];
  for (const [name, running, run] of steps) {
    tell({ name, outcome: 'running', text: running });
    const { passed, text } = await run();
    const step: TestStep = { name, outcome: passed ? 'passed' : 'failed', text };
    tell(step);
    done.push(step);
    if (!passed) break;
  }
  return done;
}

type Reply = Awaited<ReturnType<Rest['get']>>;

function reach(reply: Reply): Found {
  return reply.kind === 'unreachable' ? { passed: false, text: reply.why } : { passed: true, text: 'The server answers' };
}

function readVersion(reply: Reply): Found {
  if (reply.kind === 'ok')
    return { passed: true, text: `Genesys Web Services ${readText(reply.body['version']) ?? 'of unknown version'}` };
  return { passed: false, text: `This does not look like Genesys Web Services. ${reply.why}` };
}

async function signIn(rest: Rest): Promise<Found> {
  const reply = await rest.signIn();
  if (reply.kind !== 'ok') return { passed: false, text: reply.why };
  const account = readAccount(reply.body);
  if (!account) return { passed: false, text: 'The server did not say who is signed in' };
  if (account.mustChangePassword)
    return { passed: false, text: 'The password must be changed first. Sign in to Workspace and change it there' };
  const hint = account.multimedia ? '' : '; the account has no multimedia feature, so workbins may not work';
  return { passed: true, text: `Signed in as ${account.fullName}${hint}` };
}

async function tryBayeux(
  rest: Rest,
  { server, cometdPath }: { readonly server: string; readonly cometdPath: string },
): Promise<Found> {
  const opened = await openSession({ rest, server, cometdPath, random: Math.random, spread: 1 }, SILENT);
  if (opened.kind === 'failed') return { passed: false, text: opened.why };
  const topics = await opened.session.subscribe(['/v2/me/workbins']);
  await opened.session.close();
  const topic = topics.get('/v2/me/workbins');
  if (topic === 'subscribed') return { passed: true, text: 'Notifications of workbins can be followed' };
  return {
    passed: false,
    text: topic ? `The server does not let us follow workbins (${topic.refused})` : 'The session ended at once',
  };
}

async function countWorkbins(rest: Rest): Promise<Found> {
  const reply = await rest.get('/me/workbins?fields=*');
  if (reply.kind !== 'ok') return { passed: false, text: reply.why };
  const { length } = readWorkbins(reply.body, { kind: 'me' });
  return { passed: true, text: length === 1 ? 'You have 1 workbin' : `You have ${length} workbins` };
}

const SILENT: SessionEvents = {
  message: () => undefined,
  alive: () => undefined,
  polled: () => undefined,
  interrupted: () => undefined,
  resumed: () => undefined,
  ended: () => undefined,
};
