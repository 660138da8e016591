import type { Notice } from '../core/contract.ts';

/** What the window tells a person until it is dismissed. */
export interface Notices {
  list(): readonly Notice[];
  /** Tells it, unless a notice with this id was told since the app started. */
  tell(id: string, text: string): void;
  dismiss(id: string): void;
}

/** An empty list of notices that calls `changed` whenever it changes. */
export function createNotices(changed: () => void): Notices {
  let notices: readonly Notice[] = [];
  const told = new Set<string>();
  return {
    list: () => notices,
    tell(id, text) {
      if (told.has(id)) return;
      told.add(id);
      notices = [...notices, { id, text }];
      changed();
    },
    dismiss(id) {
      if (!notices.some((notice) => notice.id === id)) return;
      notices = notices.filter((notice) => notice.id !== id);
      changed();
    },
  };
}
