/**
 * Whether the whole of `text` fits a pattern in which `*` stands for any text and `?` for one character. Takes at most as many
 * steps as both have characters, multiplied: no pattern can hang it, as a regular expression could.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  let [at, in_] = [0, 0];
  /** Where the last `*` stands, and up to where it has swallowed the text. */
  let [star, swallowed] = [-1, 0];
  while (at < text.length) {
    const wanted = pattern[in_];
    if (wanted === '*') {
      star = in_++;
      swallowed = at;
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[at])) {
      in_ += 1;
      at += 1;
    } else if (star >= 0) {
      in_ = star + 1;
      at = ++swallowed;
    } else return false;
  }
  while (pattern[in_] === '*') in_ += 1;
  return in_ === pattern.length;
}
