/// <reference lib="dom" />
import { el } from './dom'

/** Opens an address: inside the phone when it is the mini-app's, else in a new tab. */
export type OpenLink = (url: string) => void

/** Marks inside a line, in the order in which they are looked for. Only http and https become links. */
const marks: { pattern: RegExp; make(match: RegExpExecArray, open: OpenLink): Node }[] = [
  {
    pattern: /<a\s+href="(https?:[^"]+)"[^>]*>([^<]*)<\/a>/,
    make: ([, url = '', text = ''], open) => link(url, text, open),
  },
  {
    pattern: /\[([^\]]+)\]\((https?:[^)\s]+)\)/,
    make: ([, text = '', url = ''], open) => link(url, text, open),
  },
  { pattern: /\*\*([^*]+)\*\*/, make: ([, text = ''], open) => el('b', {}, ...inline(text, open)) },
  { pattern: /`([^`]+)`/, make: ([, text = '']) => el('code', {}, text) },
  {
    pattern: /<font color="(\w+)">([^<]*)<\/font>/,
    make: ([, tone = '', text = ''], open) => el('span', { class: `font-${tone}` }, ...inline(text, open)),
  },
  { pattern: /https?:\/\/[^\s<>"'，。；）]+/, make: ([url], open) => link(url, url, open) },
]

function link(url: string, text: string, open: OpenLink): HTMLElement {
  const go = (event: Event) => {
    event.preventDefault()
    open(url)
  }
  return el('a', { href: url, onclick: go }, text)
}

/** A backslash before a sign shows the sign itself, as in markdown. */
const plain = (text: string) => text.replace(/\\([\\`*_{}[\]()#+\-.!>|~<])/g, '$1')

/** A line with its links and marks as nodes; nothing is ever parsed as HTML. */
export function inline(text: string, open: OpenLink): (Node | string)[] {
  let first: { at: number; match: RegExpExecArray; mark: (typeof marks)[number] } | undefined
  for (const mark of marks) {
    const match = mark.pattern.exec(text)
    const escaped = match && match.index > 0 && text[match.index - 1] === '\\'
    if (match && !escaped && (!first || match.index < first.at)) first = { at: match.index, match, mark }
  }
  if (!first) return text === '' ? [] : [plain(text)]
  const { at, match, mark } = first
  const before = text.slice(0, at)
  return [
    ...(before ? [plain(before)] : []),
    mark.make(match, open),
    ...inline(text.slice(at + match[0].length), open),
  ]
}

/** Plain text: line breaks and links. */
export function plainText(text: string, open: OpenLink): HTMLElement {
  return el('div', { class: 'words' }, ...text.split('\n').map(line => el('p', {}, ...inline(line, open))))
}

const blocks: [RegExp, (rest: string, open: OpenLink) => HTMLElement][] = [
  [/^#{1,6}\s+(.*)$/, (rest, open) => el('p', { class: 'heading' }, ...inline(rest, open))],
  [/^>\s?(.*)$/, (rest, open) => el('blockquote', {}, ...inline(rest, open))],
  [/^(?:[-*]|\d+\.)\s+(.*)$/, (rest, open) => el('p', { class: 'item' }, ...inline(rest, open))],
]

/** The platforms' small markdown: headings, quotes, lists, bold, code, colours, links. */
export function markdown(text: string, open: OpenLink): HTMLElement {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  const shown = lines.map(line => {
    for (const [pattern, make] of blocks) {
      const match = pattern.exec(line.trim())
      if (match) return make(match[1] ?? '', open)
    }
    return el('p', {}, ...inline(line.trim(), open))
  })
  return el('div', { class: 'words' }, ...shown)
}
