/** A value of a callback's XML: text, number, nested element or repeated siblings. */
export type XmlValue = string | number | { [name: string]: XmlValue } | XmlValue[]

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

function element(name: string, value: XmlValue): string {
  if (Array.isArray(value)) return value.map(entry => element(name, entry)).join('')
  if (typeof value === 'number') return `<${name}>${value}</${name}>`
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`
  return `<${name}>${children(value)}</${name}>`
}

function children(fields: { [name: string]: XmlValue }): string {
  return Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('')
}

/** `<xml>…</xml>` as the platform writes it: texts in CDATA, lists as repeated siblings. */
export function toXml(fields: { [name: string]: XmlValue }): string {
  return `<xml>${children(fields)}</xml>`
}

/** The text of the first element `name` in a flat reply; CDATA or plain. */
export function xmlText(xml: string, name: string): string | undefined {
  const match = new RegExp(`<${name}>(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))</${name}>`).exec(xml)
  return match ? (match[1] ?? match[2]) : undefined
}
