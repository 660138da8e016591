import { expect, it } from 'vitest';
import { textLike } from './answers.ts';
import { readCommandLine } from '../../src/simulator/command-line.ts';

it('has defaults', () => {
  expect(readCommandLine([])).toEqual({ kind: 'run', port: 8090, csrf: false, ack: false, pace: 1, empty: false });
});

it('reads options', () => {
  expect(readCommandLine(['--port', '0', '--csrf', '--ack', '--empty', '--pace=2.5'])).toEqual({
    kind: 'run',
    port: 0,
    csrf: true,
    ack: true,
    pace: 2.5,
    empty: true,
  });
});

it('gives help', () => {
  expect(readCommandLine(['--help'])).toEqual({ kind: 'help', text: textLike(/--port N/) });
});

it.each([
  ['--port', 'x'],
  ['--port', '70000'],
  ['--port='],
  ['--port'],
  ['--pace', '-1'],
  ['--pace', 'fast'],
  ['--colour'],
  ['extra'],
  ['--csrf=1'],
])('names what is wrong in one line: %s %s', (...given) => {
  const read = readCommandLine(given.filter((word) => word !== undefined));

  expect(read).toEqual({ kind: 'wrong', why: textLike(/^[^\n]+Try --help\.$/) });
});
