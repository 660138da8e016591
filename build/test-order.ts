import type { TestSequencer, TestSpecification } from 'vitest/node';

/** What takes longest, the longest first: started last, it would leave the other cores idle at the end. */
const HEAVIEST = [
  'test/renderer/accessibility',
  'test/renderer/languages',
  'test/model/',
  'test/faults/',
  'test/console/',
  'test/gws/',
  'test/browser/',
  'test/notifier',
  'test/package',
  'test/build/',
  'test/renderer/inbox',
  'test/renderer/',
];

function rank({ moduleId }: TestSpecification): number {
  const place = HEAVIEST.findIndex((name) => moduleId.replaceAll('\\', '/').includes(name));
  return place === -1 ? HEAVIEST.length : place;
}

/** Has the files of tests that take longest run first; those that take as long, by their names. */
export class HeaviestFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    return files.toSorted((one, other) => rank(one) - rank(other) || one.moduleId.localeCompare(other.moduleId));
  }

  /** All: the suite is not divided over machines. */
  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
}
