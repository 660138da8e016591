import { describe, expect, it } from 'vitest';
import { formatMedia } from '../../src/core/media.ts';

describe('formatMedia', () => {
  it.each([
    ['chat', 'Chat'],
    ['email', 'Email'],
    ['facebook', 'Facebook message'],
    ['tweet', 'Tweet'],
    ['call', 'Call'],
    ['im', 'Internal message'],
    ['facebooksession', 'Facebook chat'],
    ['workitem', 'Workitem'],
    ['openmedia', 'Open media'],
    ['fax', 'fax'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    ['', 'Interaction'],
    [' ', 'Interaction'],
  ])('calls %s %s', (media, expected) => {
    expect(formatMedia(media)).toBe(expected);
  });
});
