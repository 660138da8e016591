import { closeIsolates } from '../core/language.ts';

/**
 * Text from a server made fit for the desktop: one line, without the invisible characters that turn or hide text, and of at most
 * `maximum` characters as people count them.
 */
export function plainText(text: string, maximum: number): string {
  // The joiners U+200C and U+200D belong to words and emoji of many scripts; what turns or hides text goes.
  return shorten(onOneLine(text, /(?![\u200c\u200d])\p{Cf}/gu), maximum);
}

/** The same of a sentence of ours, which keeps what sets apart the texts from outside in it. */
export function plainSentence(sentence: string, maximum: number): string {
  return closeIsolates(shorten(onOneLine(sentence, /(?![\u200c\u2068\u2069\u200d])\p{Cf}/gu), maximum));
}

function onOneLine(text: string, unwanted: RegExp): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .replaceAll(unwanted, '')
    .trim();
}

function shorten(line: string, maximum: number): string {
  const kept: string[] = [];
  for (const { segment } of new Intl.Segmenter().segment(line.slice(0, maximum * 20))) {
    if (kept.length === maximum) return `${kept.slice(0, -1).join('').trimEnd()}…`;
    kept.push(segment);
  }
  return kept.join('');
}
