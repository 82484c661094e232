import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
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

function sign(body: string, hash: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(`list cursor\n${hash}\n${body}`).digest()
}

/** A cursor for the page after `at`, good for the query of `hash` only. */
export function writeCursor(at: Bookmark, hash: string, key: Buffer): string {
  const body = Buffer.from(JSON.stringify([at.value, at.id, at.count])).toString('base64url')
  return `${body}.${sign(body, hash, key).toString('base64url')}`
}

/** Reads a cursor of ours. @throws Refusal invalidInput when it was changed, or belongs to another query or permission */
export function readCursor(cursor: string, hash: string, key: Buffer): Bookmark {
  const [body = '', signature = ''] = cursor.split('.')
  const expected = sign(body, hash, key)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return refuse('invalidInput', {}, [{ path: 'cursor', rule: 'format' }])
  }
  const [value, id, count] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
    Position['value'],
    string,
    number,
  ]
  return { value, id, count }
}
