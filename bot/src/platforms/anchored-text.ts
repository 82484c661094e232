import type { TextMessage } from '@gonghai/shared/ports/messages'
import { cutBytes, plainText } from './cut-text'

/** Plain words with links as `<a href>`, in at most `maxBytes` of UTF-8; links stay whole, the words give way. */
export function renderAnchoredText(
  text: string,
  links: NonNullable<TextMessage['links']>,
  maxBytes: number,
): string {
  const tail = links.map(
    link => `\n<a href="${attribute(plainText(link.url))}">${unlinked(plainText(link.text))}</a>`,
  )
  while (tail.length > 0 && Buffer.byteLength(tail.join('')) > maxBytes) tail.pop()
  const room = maxBytes - Buffer.byteLength(tail.join(''))
  return cutBytes(unlinked(plainText(text)), room) + tail.join('')
}

/** WeCom and WeChat make links of `<a href>` in any text: words from outside must not be able to. */
function unlinked(text: string): string {
  return text.replace(/<(?=\s*\/?\s*a\b)/gi, '＜')
}

function attribute(url: string): string {
  return url.replaceAll('"', '%22').replaceAll('<', '%3C').replaceAll('>', '%3E')
}
