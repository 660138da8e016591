import { readCommandLine } from './command-line.ts';
import { startDemo } from './demo.ts';
import { createSimulator } from './simulator.ts';

const asked = readCommandLine(process.argv.slice(2));

if (asked.kind === 'help') {
  process.stdout.write(asked.text);
} else if (asked.kind === 'wrong') {
  process.stderr.write(`simulator: ${asked.why}\n`);
  process.exitCode = 2;
} else {
  try {
    await run(asked);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const why = taken ? `port ${asked.port} is taken; choose another with --port` : String(error);
    process.stderr.write(`simulator: ${why}\n`);
    process.exitCode = 2;
  }
}

async function run({ port, csrf, ack, pace, empty }: Extract<typeof asked, { kind: 'run' }>): Promise<void> {
  const simulator = await createSimulator({ port, csrf: csrf && { notifications: true }, ack, populated: !empty });
  const stop = pace > 0 ? startDemo(simulator, { pace }) : () => undefined;
  const { userName, password } = simulator.account;
  process.stdout.write(
    [
      `Server        ${simulator.origin}`,
      `Account       ${userName} / ${password}`,
      `Control page  ${simulator.origin}/`,
      'Ctrl-C stops it.',
      '',
    ].join('\n'),
  );
  const leave = (): void => {
    stop();
    void simulator.close();
  };
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
}
