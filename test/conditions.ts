/** Waits for conditions without polling: they are looked at whenever something has happened. */
export interface Conditions {
  /** Something has happened. */
  look(): void;
  until(condition: () => boolean): Promise<void>;
}

/** Nobody waits yet. */
export function createConditions(): Conditions {
  const waiting = new Set<() => void>();
  return {
    look() {
      for (const look of [...waiting]) look();
    },
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
