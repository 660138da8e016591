import { deflateRawSync, inflateRawSync, constants } from 'node:zlib';
import type { Press } from '../core/raw.ts';

/** Makes text small by deflate, as fast as that goes. What is packed is text of one byte a character: it lies within the heap, which closes its gaps. */
export const press: Press = {
  pack: (text) => deflateRawSync(text, { level: constants.Z_BEST_SPEED }).toString('latin1'),
  unpack: (packed) => inflateRawSync(Buffer.from(packed, 'latin1')).toString(),
};
