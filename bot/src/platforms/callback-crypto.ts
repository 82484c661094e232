import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** What a platform set for its callbacks; `receiver` is the corporation, app or owner key that ends every plaintext. */
export interface CallbackKeys {
  token: string
  /** 43 letters and digits: base64 of 32 bytes without its `=`. */
  aesKey: string
  receiver: string
}

/** Why a callback was refused; the text holds no part of it. */
export class CallbackRefused extends Error {
  override name = 'CallbackRefused'
  constructor(
    readonly reason: 'signature' | 'key' | 'ciphertext' | 'receiver' | 'stale' | 'shape' | 'replay',
  ) {
    super(`callback refused: ${reason}`)
  }
}

const BLOCK = 32
const RANDOM = 16

/** Compares two texts in constant time for equal lengths. */
export function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Lower-case hex SHA-1 of the four parts, sorted as strings and joined. */
export function callbackSignature(
  token: string,
  timestamp: string,
  nonce: string,
  encrypted: string,
): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex')
}

/** The 32 bytes of an encoding key. Throws `CallbackRefused('key')` for another length. */
export function readAesKey(aesKey: string): Buffer {
  // Node decodes leniently: the 43rd character may carry bits that belong to no byte.
  const key = Buffer.from(`${aesKey}=`, 'base64')
  if (aesKey.length !== 43 || key.length !== 32) throw new CallbackRefused('key')
  return key
}

/** Encrypts as the platforms do: random, length, text, receiver, padded to 32 bytes. @param random 16 bytes */
export function encryptCallback(keys: CallbackKeys, text: string, random: Buffer): string {
  const key = readAesKey(keys.aesKey)
  const message = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const plain = Buffer.concat([random.subarray(0, RANDOM), length, message, Buffer.from(keys.receiver)])
  const padding = BLOCK - (plain.length % BLOCK)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(padding, padding)),
    cipher.final(),
  ]).toString('base64')
}

/** Decrypts and checks padding, length and receiver. Throws `CallbackRefused`. */
export function decryptCallback(keys: CallbackKeys, encrypted: string): string {
  const plain = unpad(decipher(readAesKey(keys.aesKey), Buffer.from(encrypted, 'base64')))
  if (plain.length < RANDOM + 4) throw new CallbackRefused('ciphertext')
  const start = RANDOM + 4
  const end = start + plain.readUInt32BE(RANDOM)
  if (end > plain.length) throw new CallbackRefused('ciphertext')
  if (!sameText(plain.toString('utf8', end), keys.receiver)) throw new CallbackRefused('receiver')
  return plain.toString('utf8', start, end)
}

/** Verifies the signature first, then decrypts. Throws `CallbackRefused`. */
export function openCallback(
  keys: CallbackKeys,
  signed: { signature: string; timestamp: string; nonce: string; encrypted: string },
): string {
  const expected = callbackSignature(keys.token, signed.timestamp, signed.nonce, signed.encrypted)
  if (!sameText(expected, signed.signature)) throw new CallbackRefused('signature')
  return decryptCallback(keys, signed.encrypted)
}

/** Refuses what is further from now than the window, in both directions. @param milliseconds when it was signed */
export function refuseStale(milliseconds: number, now: Date, windowMs: number): void {
  const apart = Math.abs(now.getTime() - milliseconds)
  if (!(apart <= windowMs)) throw new CallbackRefused('stale')
}

function decipher(key: Buffer, bytes: Buffer): Buffer {
  if (bytes.length === 0 || bytes.length % 16 !== 0) throw new CallbackRefused('ciphertext')
  // OpenSSL's own unpadding knows blocks of 16 only; these platforms pad to 32.
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}

function unpad(padded: Buffer): Buffer {
  const padding = padded[padded.length - 1] ?? 0
  if (padding < 1 || padding > BLOCK || padding > padded.length) throw new CallbackRefused('ciphertext')
  return padded.subarray(0, padded.length - padding)
}
