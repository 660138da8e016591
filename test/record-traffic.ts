import { afterEach, expect } from 'vitest';
import { recordTraffic } from './traffic.ts';

/** Every test of the suite fails that has the app send what may change something in a contact centre. */
export const traffic = recordTraffic();

afterEach(() => {
  const forbidden = traffic.take();
  // The simulator's own tests try it with a client that is not the app.
  if (!/[\\/]test[\\/]simulator[\\/]/.test(expect.getState().testPath ?? '')) expect(forbidden).toEqual([]);
});
