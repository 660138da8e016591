/** A text; a long one may come in pieces, which whoever reads it uses up. */
export type LongText = string | string[];

/** Pieces that are shorter than this are put together as they come: a server may send very many. */
const PIECE = 65_536;

/** Adds what came next to what came before. */
export function addPiece(pieces: string[], piece: string): void {
  const last = pieces.length - 1;
  const before = pieces[last];
  if (before !== undefined && before.length < PIECE) pieces[last] = before + piece;
  else if (piece !== '') pieces.push(piece);
}

/** As much of it as says what it is: something before it may send blanks to keep the connection. */
export function beginningOf(text: LongText): string {
  return typeof text === 'string' ? text : (text.find((piece) => /\S/.test(piece)) ?? '');
}
