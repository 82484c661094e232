import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** The settings that a callback is signed and encrypted with. */
export interface CallbackKeys {
  token: string
  /** 43 characters. */
  encodingAesKey: string
  /** The corporation's id for a self-built app. */
  receiveId: string
}

const keyOf = (keys: CallbackKeys) => Buffer.from(`${keys.encodingAesKey}=`, 'base64')

/** msg_signature: sha1 over the four texts in byte order. */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex')
}

/** Encrypts a text; the padding block is 32. `random` is for published vectors only. */
export function encrypt(keys: CallbackKeys, message: string, random = randomBytes(16)): string {
  const key = keyOf(keys)
  const text = Buffer.from(message, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const plain = Buffer.concat([random, length, text, Buffer.from(keys.receiveId)])
  const pad = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64')
}

/** Decrypts a text; throws when padding, length or receiver are wrong. */
export function decrypt(keys: CallbackKeys, encrypted: string): string {
  const key = keyOf(keys)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()])
  const pad = padded[padded.length - 1] ?? 0
  if (pad < 1 || pad > 32) throw new Error('padding')
  const plain = padded.subarray(0, padded.length - pad)
  const length = plain.readUInt32BE(16)
  if (20 + length > plain.length) throw new Error('length')
  if (plain.subarray(20 + length).toString() !== keys.receiveId) throw new Error('receiver')
  return plain.subarray(20, 20 + length).toString('utf8')
}

/** Compares two signatures in constant time. */
export function sameSignature(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
