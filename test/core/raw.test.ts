import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Raw, type Press } from '../../src/core/raw.ts';
import { readRecord, type Wire } from '../../src/core/record.ts';
import { anyJson } from './any-json.ts';

/** A press that only marks what it was given, and counts how often it was opened. */
function markingPress() {
  let opened = 0;
  const press: Press = { pack: (text) => `<${text}>`, unpack: (packed) => (opened++, packed.slice(1, -1)) };
  return { press, opened: () => opened };
}

describe('the resource of an item', () => {
  it('is what was sent, until it is packed', () => {
    const wire = { id: '1' };
    const raw = new Raw(wire);

    expect(raw.read()).toBe(wire);
    expect([raw.isPacked, raw.packedText()]).toEqual([false, null]);
  });

  it('reads the same when it was packed with others', () => {
    fc.assert(
      fc.property(fc.array(anyJson(['id', 'userData', 'Subject']), { maxLength: 5 }), (values) => {
        const wires = values.map((value): Wire => readRecord(value) ?? {});
        const raws = wires.map((wire) => new Raw(wire));

        Raw.pack(raws, markingPress().press);

        expect(raws.every(({ isPacked }) => isPacked)).toBe(true);
        expect(raws.map((raw) => raw.read())).toEqual(wires);
        expect(raws.map((raw) => raw.packedText())).toEqual(wires.map((wire) => JSON.stringify(wire)));
      }),
    );
  });

  it('is opened once for all that were packed together', () => {
    const { press, opened } = markingPress();
    const raws = ['1', '2', '3'].map((id) => new Raw({ id }));
    Raw.pack(raws, press);

    expect(raws.map((raw) => raw.read()['id'])).toEqual(['1', '2', '3']);
    expect(opened()).toBe(1);
  });

  it('is packed once', () => {
    const { press } = markingPress();
    const raw = new Raw({ id: '1' });
    Raw.pack([raw], press);

    Raw.pack([raw, new Raw({ id: '2' })], press);

    expect(raw.read()).toEqual({ id: '1' });
  });

  it('stays as it is where it is too large or too deep to be packed in no time', () => {
    const large = new Raw({ id: '1', userData: { Note: 'x'.repeat(200_000) } });
    const nested: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    const deep = new Raw({ id: '2', nested });
    const usual = new Raw({ id: '3' });

    Raw.pack([large, deep, usual], markingPress().press);

    expect([large, deep, usual].map(({ isPacked }) => isPacked)).toEqual([false, false, true]);
    expect(usual.read()).toEqual({ id: '3' });
    expect(deep.read()['nested']).toBe(nested);
  });
});
