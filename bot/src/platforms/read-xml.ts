import { XMLParser } from 'fast-xml-parser'
import { isObject } from './answer'
import { CallbackRefused } from './callback-crypto'

/** Elements that may come once or many times: always lists for us. */
const REPEATED = new Set(['SelectedItem', 'OptionId', 'Item', 'item'])
const MAX_CHARACTERS = 1024 * 1024

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  // Harmless: documents that could declare an entity are refused before.
  processEntities: true,
  isArray: name => REPEATED.has(name),
})

/** An element with children: each child's text, element or list. */
export type XmlElement = Record<string, unknown>

/** The children of `<xml>`; throws `CallbackRefused('shape')` for anything else, and for any document type or entity. */
export function readXml(text: string): XmlElement {
  const markup = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')
  if (text.length > MAX_CHARACTERS || markup.includes('<!')) throw new CallbackRefused('shape')
  const root = parse(text)
  if (!isObject(root) || !isObject(root.xml)) throw new CallbackRefused('shape')
  return root.xml
}

/** The text of a child, '' when there is none. */
export function xmlText(element: XmlElement, name: string): string {
  const value = element[name]
  return typeof value === 'string' ? value : ''
}

/** The children of a list inside a wrapper: `<Items><Item>…</Item></Items>`. */
export function xmlList(element: XmlElement, wrapper: string, name: string): unknown[] {
  const inside = element[wrapper]
  const list = isObject(inside) ? inside[name] : undefined
  return Array.isArray(list) ? list : []
}

function parse(text: string): unknown {
  try {
    return parser.parse(text, true)
  } catch {
    throw new CallbackRefused('shape')
  }
}
