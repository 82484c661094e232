/** Whether a key comes back as it goes out: not empty, whole characters, at most `bytes` in UTF-8. */
export function fitsKey(key: string, bytes: number): boolean {
  const encoded = Buffer.from(key)
  return encoded.length > 0 && encoded.length <= bytes && encoded.toString() === key
}
