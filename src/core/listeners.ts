/** Those who are told of events, by the name of the event. */
export interface Listeners<Events extends object> {
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
  /** Gives the function that takes the listener off again. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void;
}

/** Nobody listens yet. They are told in the order in which they came. */
export function createListeners<Events extends object>(): Listeners<Events> {
  const listeners = new Map<keyof Events, Set<(event: never) => void>>();

  return {
    emit(name, event) {
      for (const listener of listeners.get(name) ?? []) (listener as (event: Events[typeof name]) => void)(event);
    },
    on(name, added) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(added);
      return () => void set.delete(added);
    },
  };
}
