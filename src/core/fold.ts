/** Text as it is compared in a search: without case, accents and the width of letters. `Großkreutz` is `grosskreutz`, `Hélène` `helene`. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  // Plain letters, which most text is, have nothing else to lose.
  if (!/[^\u0000-\u007f]/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss');
}

/** What a person searches for: words that must all occur, in any order. None for text without any. */
export function readTerms(query: string): readonly string[] {
  return [
    ...new Set(
      foldText(query)
        .split(/\s+/)
        .filter((word) => word !== ''),
    ),
  ];
}
