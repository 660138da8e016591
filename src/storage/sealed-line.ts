import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** From this many characters on a line is worth the time to make it smaller. */
const DEFLATE_FROM = 2000;
/** No line is ever longer when it is opened, so that a forged one cannot fill the memory. */
const MAX_LENGTH = 64 * 1024 * 1024;
const IV = 12;
const TAG = 16;

/** Texts, encrypted and authenticated by AES-256-GCM into one line of base64. `key` has 32 bytes; none of the texts holds a line feed. */
export function sealLine(texts: readonly string[], key: Buffer): string {
  const joined = texts.join('\n');
  const isDeflated = joined.length >= DEFLATE_FROM;
  const plain = isDeflated ? deflateRawSync(joined, { level: 4 }) : Buffer.from(joined);
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(Buffer.of(Number(isDeflated))), cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The texts of a line that was sealed with this key; null for anything else. */
export function openLine(line: string, key: Buffer): readonly string[] | null {
  const bytes = Buffer.from(line, 'base64');
  if (bytes.length <= IV + TAG) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
    const opened = Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]);
    const plain = opened.subarray(1);
    const text = opened[0] === 1 ? inflateRawSync(plain, { maxOutputLength: MAX_LENGTH }) : plain;
    return text.toString('utf8').split('\n');
  } catch {
    // Another key, or damage: nothing of it is true.
    return null;
  }
}
