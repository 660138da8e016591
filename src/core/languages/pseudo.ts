const ACCENTED: Readonly<Record<string, string>> = {
  a: 'áá',
  c: 'ç',
  e: 'éé',
  i: 'íí',
  n: 'ñ',
  o: 'óó',
  s: 'š',
  u: 'ûû',
  y: 'ý',
  A: 'Å',
  E: 'É',
  I: 'Î',
  N: 'Ñ',
  O: 'Ö',
  S: 'Š',
  U: 'Û',
};

/** An English text longer, accented and in brackets: what shows without them was never translated, and what they leave is clipped. */
export function disguise(english: string): string {
  const parts = english.split(/(\{\w+\})/);
  return `[${parts.map((part) => (part.startsWith('{') ? part : [...part].map((letter) => ACCENTED[letter] ?? letter).join(''))).join('')}]`;
}
