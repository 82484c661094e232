import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

/** Encrypts short secrets for the database with AES-256-GCM; `about` binds a secret to its row. */
export interface Seal {
  close(secret: string, about: string): string
  /** Null for anything that was not closed with this key for this row. */
  open(sealed: string, about: string): string | null
}

/** @param secretKey any text of 32 characters or more; the AES key is derived from it */
export function createSeal(secretKey: string): Seal {
  const key = createHash('sha256').update(`gonghai platform tokens\n${secretKey}`).digest()
  return {
    close(secret, about) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < nonceBytes + tagBytes) return null
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      try {
        return (
          decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
        )
      } catch {
        return null // closed with another key, or changed: as good as absent
      }
    },
  }
}
