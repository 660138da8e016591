/**
 * Text from a server made fit for the desktop: one line, without the invisible characters that turn or hide text, and of at most
 * `maximum` characters as people count them.
 */
export function plainText(text: string, maximum: number): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    // The joiners U+200C and U+200D belong to words and emoji of many scripts; what turns or hides text goes.
    .replaceAll(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .trim();
  const kept: string[] = [];
  for (const { segment } of new Intl.Segmenter().segment(line.slice(0, maximum * 20))) {
    if (kept.length === maximum) return `${kept.slice(0, -1).join('').trimEnd()}…`;
    kept.push(segment);
  }
  return kept.join('');
}
