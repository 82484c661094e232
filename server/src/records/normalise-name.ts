import { Converter } from 'opencc-js/t2cn'
import { districtHead, onlyRegion, regionHead } from './regions'

/** A company's name, taken apart for comparison. */
export interface CompanyName {
  /** What tells it from others: simplified letters in one width and case, without region, punctuation and kind of company. */
  core: string
  /** Where it says that it is, the widest first (江苏, 苏州); empty where it says nothing. */
  regions: string[]
}

const toSimplified = Converter({ from: 't', to: 'cn' })

/** Words at the end that say what kind of company it is, not which. */
const chineseKinds =
  /(?:有限责任公司|股份有限公司|集团有限公司|有限公司|有限合伙|控股集团|集团股份|集团公司|总公司|公司|集团|股份|控股|企业)$/u
const latinKinds = new Set(
  'co company corp corporation inc incorporated ltd limited llc llp plc gmbh mbh ag kg se sa sas srl spa bv nv ab as oy pty pte kk kabushiki kaisha group holding holdings the'.split(
    ' ',
  ),
)
/** What stands before or within a name and tells nothing either. */
const fillers = /株式会社|有限会社|\((?:集团|控股|中国|有限合伙|普通合伙|个体工商户)\)/gu

const shortestCore = 2

/** One width, lower case, simplified letters. */
function plain(text: string): string {
  return toSimplified(text.normalize('NFKC')).toLowerCase()
}

const joined = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

/** Latin words lose the kinds of company at their end: "Acme Precision Co., Ltd." → "acme precision". */
function withoutLatinKinds(text: string): string {
  const words = text
    .replace(/\b([a-z])\.(?=[a-z]\b)/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
  let end = words.length
  while (end > 1 && latinKinds.has(words[end - 1]!)) end--
  const from = words[0] === 'the' && end > 1 ? 1 : 0
  return words.slice(from, end).join('')
}

function withoutChineseKinds(text: string): string {
  let rest = text
  for (;;) {
    const shorter = rest.replace(chineseKinds, '')
    if (shorter === rest || [...shorter].length < shortestCore) return rest
    rest = shorter
  }
}

/** Regions in brackets, wherever they stand: 恒远（苏州）机械. */
function takeBracketed(text: string, regions: string[]): string {
  return text.replace(/[([【〔「]([^)\]】〕」]*)[)\]】〕」]/gu, (whole, inner: string) => {
    const found = onlyRegion.exec(joined(inner))
    if (!found || joined(inner) === '') return whole
    regions.push(...found.slice(1).filter(Boolean))
    return ''
  })
}

/** The region at the head, with its district, unless nothing would be left that tells companies apart. */
function takeHead(text: string, regions: string[]): string {
  const found = regionHead.exec(text)
  if (!found?.[0]) return text
  const rest = text.slice(found[0].length)
  if ([...rest].length < shortestCore) return text
  const named = found.slice(1).filter(Boolean)
  const hasSuffix = !named.includes(found[0])
  const inner = rest.replace(districtHead, '')
  regions.unshift(...named)
  return hasSuffix || inner !== rest ? inner : rest
}

/** Takes a company's name apart: 江苏省苏州市恒遠機械（集團）有限公司 → 恒远机械, in 江苏, 苏州. */
export function companyName(text: string): CompanyName {
  const regions: string[] = []
  const bare = takeBracketed(plain(text).replace(fillers, ''), regions)
  const body = /\p{Script=Han}/u.test(bare) ? joined(bare) : withoutLatinKinds(bare)
  const core = takeHead(withoutChineseKinds(withoutLatinTail(body)), regions)
  return { core: core || joined(plain(text)), regions: [...new Set(regions)] }
}

/** A Chinese name may end in Latin: 恒远机械Co.,Ltd. */
function withoutLatinTail(body: string): string {
  return /\p{Script=Han}/u.test(body)
    ? body.replace(/(?<=\p{Script=Han})(?:co|ltd|inc|corp|llc|gmbh)+$/u, '')
    : body
}

/** Could both be the same company? Not where each names a place and neither lies within the other. */
export function regionsAgree(one: readonly string[], two: readonly string[]): boolean {
  if (one.length === 0 || two.length === 0) return true
  return one.every(region => two.includes(region)) || two.every(region => one.includes(region))
}

/** A company's name as one text, with the nearest region it names: equal where two names mean the same company. */
export function normaliseName(text: string): string {
  const { core, regions } = companyName(text)
  return `${regions.at(-1) ?? ''}${core}`
}

/** A person's name: simplified letters in one width and case, without blanks and punctuation. */
export function normalisePerson(text: string): string {
  return joined(plain(text))
}

/** A tax number as it is compared: capital letters and digits. */
export function normaliseTaxNumber(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
}

/** A phone number as it is compared: digits, without the country code of China. */
export function normalisePhone(text: string): string {
  const digits = text.normalize('NFKC').replace(/\D/g, '')
  return digits.replace(/^(?:0086|86)(?=1\d{10}$|0\d{9,11}$)/, '')
}

/**
 * An employee's number as it is stored: it signs in and is compared as it stands. 138-0013 8000 and +86 13800138000 are
 * 13800138000; numbers of other countries keep their plus sign.
 */
export function normaliseMobile(text: string): string {
  const digits = text.normalize('NFKC').replace(/\D/g, '')
  const number = normalisePhone(text)
  if (number !== digits || number === '') return number
  if (digits.startsWith('00')) return `+${digits.slice(2)}`
  return text.normalize('NFKC').trim().startsWith('+') ? `+${digits}` : digits
}

/** The ways in which a number may be stored that somebody types: people leave the plus sign out. */
export function mobileForms(text: string): string[] {
  const number = normaliseMobile(text)
  return number.startsWith('+') ? [number, number.slice(1)] : [number, `+${number}`]
}
