import { phrase } from '../src/core/language.ts';

/** One key, or keys that are pressed together, and what they do. */
export interface Shortcut {
  /** Names of keys, one after the other where they are pressed together. */
  readonly keys: readonly string[];
  readonly does: string;
  /** A character alone, which people can switch off. @see WCAG 2.2, 2.1.4 */
  readonly isSingle?: true;
}

/** Whether a key is pressed that puts the focus into the search of a view, single keys or not. */
export function isFind({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'f' && !altKey && (ctrlKey || metaKey);
}

/** Every key of the window, by where it works: the sheet shows these, and the views do what they say. */
export const SHORTCUTS: readonly { readonly where: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    where: phrase('Everywhere'),
    shortcuts: [
      { keys: ['?'], does: phrase('Show these shortcuts'), isSingle: true },
      { keys: [phrase('Ctrl'), '/'], does: phrase('Show these shortcuts, also while typing') },
      { keys: [phrase('Ctrl'), 'F'], does: phrase('Search a list, the history or the settings') },
      { keys: [phrase('Esc')], does: phrase('Go back, or close what is open') },
      { keys: [phrase('Tab')], does: phrase('Go to the next part') },
      { keys: [phrase('Enter')], does: phrase('Open what has the focus') },
    ],
  },
  {
    where: phrase('In the details'),
    shortcuts: [
      { keys: [phrase('Alt'), '↑'], does: phrase('Show the one before') },
      { keys: [phrase('Alt'), '↓'], does: phrase('Show the next one') },
      { keys: ['/'], does: phrase('Filter the user data'), isSingle: true },
    ],
  },
  {
    where: phrase('In a list'),
    shortcuts: [
      { keys: ['↑', '↓'], does: phrase('Go from row to row') },
      { keys: [phrase('Page Up'), phrase('Page Down')], does: phrase('Go a page up or down') },
      { keys: [phrase('Home'), phrase('End')], does: phrase('Go to the first or last row') },
      { keys: ['←', '→'], does: phrase('Fold or unfold a group') },
      { keys: ['/'], does: phrase('Search'), isSingle: true },
    ],
  },
];
