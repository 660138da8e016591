import { expect, it } from 'vitest';
import { createListeners } from '../../src/core/listeners.ts';

interface Events {
  came: string;
  left: number;
}

it('tells those who listen to an event, in the order in which they came', () => {
  const { emit, on } = createListeners<Events>();
  const heard: string[] = [];
  on('came', (who) => heard.push(`first: ${who}`));
  on('came', (who) => heard.push(`second: ${who}`));
  on('left', (count) => heard.push(`left: ${count}`));

  emit('came', 'Anna');
  emit('left', 3);

  expect(heard).toEqual(['first: Anna', 'second: Anna', 'left: 3']);
});

it('tells nobody who has stopped listening, and goes on telling the others', () => {
  const { emit, on } = createListeners<Events>();
  const heard: string[] = [];
  const stop = on('came', (who) => heard.push(`first: ${who}`));
  on('came', (who) => heard.push(`second: ${who}`));

  stop();
  emit('came', 'Anna');

  expect(heard).toEqual(['second: Anna']);
});

it('has nothing to do where nobody listens', () => {
  const { emit } = createListeners<Events>();

  expect(() => emit('left', 1)).not.toThrow();
});
