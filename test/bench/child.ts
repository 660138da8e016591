import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** What a child process can be asked, by name: one argument in, one value out. */
export type Handlers = Readonly<Record<string, (argument: never) => unknown>>;

interface Call {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: string;
}

/** In a child: answers what its parent asks, until the parent lets go of it. */
export function serve(handlers: Handlers): void {
  process.on('message', ({ id, name, argument }: Call) => {
    const answer = (answered: Omit<Answer, 'id'>): void => void process.send?.({ id, ...answered });
    Promise.resolve()
      .then(() => handlers[name]?.(argument as never))
      .then(
        (value) => answer({ value }),
        (error: unknown) => answer({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.on('disconnect', () => process.exit(0));
}

/** A child process that can be asked. */
export interface Child<Served extends Handlers> {
  /** When it was started, by the clock that all processes share. */
  readonly startedAt: number;
  ask<Name extends keyof Served & string>(
    name: Name,
    ...argument: Parameters<Served[Name]>
  ): Promise<Awaited<ReturnType<Served[Name]>>>;
  end(): Promise<void>;
}

const running = new Set<ChildProcess>();
let profiles: string | null = null;

/** From now on each child leaves a CPU profile in a folder of its name below this one. */
export function profileInto(folder: string): void {
  profiles = path.resolve(folder);
}

/** Starts a bundled child. Its standard output is a pipe, which is emptied as it fills. */
export function start<Served extends Handlers>(name: string, nodeArgs: readonly string[] = []): Child<Served> {
  const file = path.join(import.meta.dirname, `${name}.js`);
  const startedAt = performance.timeOrigin + performance.now();
  const profile = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.join(profiles, name)}`];
  const child = fork(file, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [...nodeArgs, ...profile] });
  child.stdout?.resume();
  running.add(child);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let calls = 0;
  child.on('message', ({ id, value, failure }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined) call?.resolve(value as never);
    else call?.reject(new Error(`${name}: ${failure}`));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => {
    running.delete(child);
    for (const call of waiting.values()) call.reject(new Error(`${name} ended`));
  });
  return {
    startedAt,
    ask: (asked, ...[argument]) =>
      new Promise((resolve, reject) => {
        const id = (calls += 1);
        waiting.set(id, { resolve, reject });
        child.send({ id, name: asked, argument } satisfies Call);
      }),
    async end() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** Ends every child that is still running. */
export function endAll(): void {
  for (const child of running) child.kill();
}

/** Resolves after so many ms. */
export function pause(delay: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delay));
}
