import { plainText } from './cut-text'

/** What could become a link, an image, HTML, code or emphasis, and the look-alike that can't. */
const LOOKALIKES: Record<string, string> = {
  '[': '［',
  ']': '］',
  '<': '＜',
  '>': '＞',
  '`': '｀',
  '*': '＊',
  '~': '～',
  '\\': '＼',
}

/**
 * Words from outside as plain words inside markdown: nothing in them is rendered, no address becomes a link.
 * Backslashes are not enough: DingTalk's clients show them.
 */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replace(/[[\]<>`*~\\]/g, character => LOOKALIKES[character] ?? character)
    .replace(/^(\s*)(#+|[-+]|\d+\.)(?=\s)/gm, '$1\u200b$2')
    .replace(/(:)(?=\/\/)/g, '：')
    .replace(/\bwww\./gi, 'www．')
}
