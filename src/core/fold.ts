/** Text as it is compared in a search: without case, accents and the width of letters. `Großkreutz` is `grosskreutz`, `Hélène` `helene`. */
export function foldText(text: string): string {
  // Plain letters, which most text is, have nothing else to lose.
  return text.replace(/[^\u0000-\u007f]+/g, foldLetters).toLowerCase();
}

function foldLetters(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '');
  return letters.replaceAll('ß', 'ss').replaceAll('ς', 'σ');
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
