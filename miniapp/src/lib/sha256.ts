/**
 * SHA-256, base64url without padding, of an ASCII text. Our own, because `crypto.subtle` is missing on plain-http
 * addresses inside a company's network. FIPS 180-4.
 */
export function sha256(text: string): string {
  const state = [...initial]
  const bytes = padded(text)
  for (let at = 0; at < bytes.length; at += 64) compress(state, bytes, at)
  return base64url(state.flatMap(word => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]))
}

const primes = (count: number): number[] => {
  const found: number[] = []
  for (let number = 2; found.length < count; number++) {
    if (found.every(prime => number % prime !== 0)) found.push(number)
  }
  return found
}
const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) | 0
const constants = primes(64).map(prime => fraction(prime ** (1 / 3)))
const initial = primes(8).map(prime => fraction(prime ** (1 / 2)))

const turn = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits))

function padded(text: string): Uint8Array {
  const length = (((text.length + 8) >> 6) + 1) << 6
  const bytes = new Uint8Array(length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  bytes[text.length] = 0x80
  new DataView(bytes.buffer).setUint32(length - 4, text.length * 8)
  return bytes
}

function schedule(bytes: Uint8Array, at: number): Int32Array {
  const view = new DataView(bytes.buffer)
  const words = new Int32Array(64)
  for (let index = 0; index < 16; index++) words[index] = view.getInt32(at + index * 4)
  for (let index = 16; index < 64; index++) {
    const early = words[index - 15]!
    const late = words[index - 2]!
    const first = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[index] = (words[index - 16]! + first + words[index - 7]! + second) | 0
  }
  return words
}

function compress(state: number[], bytes: Uint8Array, at: number): void {
  const words = schedule(bytes, at)
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
  for (let index = 0; index < 64; index++) {
    const choice = (e & f) ^ (~e & g)
    const one =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + constants[index]! + words[index]!) | 0
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index]! + word) | 0
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function base64url(bytes: number[]): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [one = 0, two, three] = bytes.slice(index, index + 3)
    text += letters.charAt(one >> 2) + letters.charAt(((one & 3) << 4) | ((two ?? 0) >> 4))
    if (two !== undefined) text += letters.charAt(((two & 15) << 2) | ((three ?? 0) >> 6))
    if (three !== undefined) text += letters.charAt(three & 63)
  }
  return text
}
