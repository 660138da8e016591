import type { EventEmitter } from 'node:events';

/** Emits an event that a listener can prevent; whether none did. */
export function isAllowed(emitter: EventEmitter, name: string, details: object = {}, ...rest: unknown[]): boolean {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  emitter.emit(name, event, ...rest);
  return !event.defaultPrevented;
}
