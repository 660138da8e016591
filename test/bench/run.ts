import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endAll, profileInto } from './child.ts';
import { MEASUREMENTS, type Form, type Row } from './goals.ts';

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const { values } = parseArgs({ options: { quick: FLAG, long: FLAG, only: TEXT, profile: TEXT } });
const form: Form = values.quick ? 'quick' : values.long ? 'long' : 'full';
const only = values.only
  ?.toUpperCase()
  .split(',')
  .map((id) => id.trim());
const unknown = only?.filter((id) => !MEASUREMENTS.some(({ ids }) => ids.includes(id))) ?? [];

if (unknown.length > 0) {
  console.error(`There is no goal ${unknown.join(', ')}. Pick from ${MEASUREMENTS.flatMap(({ ids }) => ids).join(', ')}.`);
  process.exitCode = 2;
} else {
  process.on('SIGINT', () => {
    endAll();
    process.exit(130);
  });
  if (values.profile !== undefined) profileInto(values.profile);
  mkdirSync(path.join(import.meta.dirname, 'ledgers'), { recursive: true });
  await run();
}

async function run(): Promise<void> {
  const startedAt = performance.now();
  const rows: Row[] = [];
  for (const { ids, title, run: measure } of MEASUREMENTS) {
    if (only && !ids.some((id) => only.includes(id))) continue;
    const begunAt = performance.now();
    rows.push(...(await measure(form)));
    console.error(`${ids.join(', ')}: ${title} (${Math.round((performance.now() - begunAt) / 1000)} s)`);
  }
  const shown = only ? rows.filter(({ id }) => only.includes(id)) : rows;
  const promised = shown.filter(({ met }) => met !== null);
  const where = `Node ${process.version}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`;
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${where}${form === 'full' ? '' : `, ${form} run`}\n`);
  console.log(formatTable(shown));
  console.log(
    `\n${promised.filter(({ met }) => met).length} of ${promised.length} goals met, in ${Math.round((performance.now() - startedAt) / 1000)} s`,
  );
}

function formatTable(shown: readonly Row[]): string {
  const lines = shown.map(({ id, goal, measured, met, raw }) => [
    id,
    goal,
    measured,
    met === null ? '' : met ? 'met' : 'missed',
    raw,
  ]);
  const head = ['', 'goal', 'measured', '', 'whole : bare, and what it is made of'];
  const widths = head.map((title, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0), title.length),
  );
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [row(head), row(widths.map((width) => '-'.repeat(Math.max(width, 3)))), ...lines.map(row)].join('\n');
}
