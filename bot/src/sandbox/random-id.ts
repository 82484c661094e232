import { randomBytes } from 'node:crypto'

/** `prefix` and 128 (or more) unguessable bits, URL-safe. */
export function randomId(prefix = '', bytes = 16): string {
  return prefix + randomBytes(bytes).toString('base64url')
}
