const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** A random key of `length` characters, 6 bits each, from the browser's secure source. */
export function randomKey(length = 43): string {
  const bytes = new Uint8Array(length)
  if (typeof crypto !== 'undefined') crypto.getRandomValues(bytes)
  // Mini programs have no secure source; there the key only keeps a repeated press apart, it is never a secret.
  else for (let index = 0; index < length; index++) bytes[index] = Math.floor(Math.random() * 256)
  return Array.from(bytes, byte => alphabet.charAt(byte & 63)).join('')
}
