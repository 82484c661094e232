const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })
const ELLIPSIS = '…'

/** Marks that turn the reading direction or hide: they can disguise what a text says. */
const DISGUISES = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const CONTROLS = /(?!\n)\p{Cc}/gu
const LONE_SURROGATES = /\p{Cs}/gu

/** The text without direction marks, control characters and broken surrogates; line feeds stay. */
export function plainText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(DISGUISES, '')
    .replace(CONTROLS, ' ')
    .replace(LONE_SURROGATES, '\ufffd')
}

/** `plainText` on one line, outer blanks removed. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim()
}

/** At most `max` UTF-16 units, ended by `…` when cut, never within a visible character. */
export function cutCharacters(text: string, max: number): string {
  return cut(text, max, piece => piece.length)
}

/** At most `max` UTF-8 bytes, ended by `…` when cut, never within a visible character. */
export function cutBytes(text: string, max: number): string {
  return cut(text, max, piece => Buffer.byteLength(piece))
}

function cut(text: string, max: number, size: (piece: string) => number): string {
  if (size(text) <= max) return text
  const room = max - size(ELLIPSIS)
  if (room < 0) return ''
  let used = 0
  let end = 0
  for (const { segment, index } of segmenter.segment(text)) {
    used += size(segment)
    if (used > room) break
    end = index + segment.length
  }
  return text.slice(0, end) + ELLIPSIS
}
