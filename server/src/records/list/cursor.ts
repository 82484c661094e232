import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { refuse } from '../../kernel/errors'
import type { Position } from './sort'

/** What travels in a cursor: where the page ended, and what was counted on the first one. */
export interface Bookmark extends Position {
  count: number
}

/** Stands for everything that must be the same on the next page: the query, the reader, the reader's permissions. */
export function queryHash(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}

const method = 'aes-256-gcm'
const [nonceBytes, tagBytes] = [12, 16]
const keyOf = (key: Buffer) => createHmac('sha256', key).update('list cursor').digest()

/**
 * A cursor for the page after `at`, good for the query of `hash` only. It is sealed: the value by which a list is ordered may be
 * one that the reader sees masked, or not at all.
 */
export function writeCursor(at: Bookmark, hash: string, key: Buffer): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(method, keyOf(key), nonce).setAAD(Buffer.from(hash))
  const body = Buffer.concat([cipher.update(JSON.stringify([at.value, at.id, at.count])), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

function opened(cursor: string, hash: string, key: Buffer): string | undefined {
  const sealed = Buffer.from(cursor, 'base64url')
  if (sealed.length <= nonceBytes + tagBytes) return undefined
  const [nonce, tag] = [sealed.subarray(0, nonceBytes), sealed.subarray(nonceBytes, nonceBytes + tagBytes)]
  const decipher = createDecipheriv(method, keyOf(key), nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(hash)).setAuthTag(tag)
  try {
    const body = decipher.update(sealed.subarray(nonceBytes + tagBytes))
    return Buffer.concat([body, decipher.final()]).toString()
  } catch {
    // Of another query or reader, or changed: the seal doesn't say which.
    return undefined
  }
}

/** Reads a cursor of ours. @throws Refusal invalidInput when it was changed, or belongs to another query or permission */
export function readCursor(cursor: string, hash: string, key: Buffer): Bookmark {
  const body = opened(cursor, hash, key)
  if (body === undefined) return refuse('invalidInput', {}, [{ path: 'cursor', rule: 'format' }])
  const [value, id, count] = JSON.parse(body) as [Position['value'], string, number]
  return { value, id, count }
}
