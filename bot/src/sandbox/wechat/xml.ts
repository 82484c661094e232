/** A value of a callback's XML; numbers stand in the clear, also those of 64 bits. */
export type XmlValue = string | number | bigint | XmlFields

/** Elements by name. */
export interface XmlFields {
  [name: string]: XmlValue
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

function inside(value: XmlValue): string {
  if (typeof value === 'string') return cdata(value)
  return typeof value === 'object' ? elements(value) : `${value}`
}

function elements(fields: XmlFields): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${inside(value)}</${name}>`)
    .join('')
}

/** `<xml>…</xml>` as the platform writes it: texts in CDATA. */
export function toXml(fields: XmlFields): string {
  return `<xml>${elements(fields)}</xml>`
}
