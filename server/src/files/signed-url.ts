import { createHmac, timingSafeEqual } from 'node:crypto'

const lifetimeMs = 5 * 60_000

function signatureOf(key: Buffer, fileId: string, expires: number, name: string): Buffer {
  return createHmac('sha256', key).update(`${fileId}\n${expires}\n${name}`).digest()
}

/** A path under which a file can be fetched for five minutes, without a session. */
export function signFileUrl(key: Buffer, fileId: string, name: string, now: Date): string {
  const expires = now.getTime() + lifetimeMs
  const signature = signatureOf(key, fileId, expires, name).toString('base64url')
  return `/files/${fileId}?${new URLSearchParams({ expires: String(expires), name, signature })}`
}

/** Was this path signed by us, and is it still good? */
export function checkFileUrl(
  key: Buffer,
  fileId: string,
  query: { expires: string; name: string; signature: string },
  now: Date,
): boolean {
  const expires = Number(query.expires)
  if (!Number.isSafeInteger(expires) || expires < now.getTime()) return false
  const given = Buffer.from(query.signature, 'base64url')
  const right = signatureOf(key, fileId, expires, query.name)
  return given.length === right.length && timingSafeEqual(given, right)
}
