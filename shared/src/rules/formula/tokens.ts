/** A piece of a formula with where it stands in the text (offset of its first character, length). */
export interface Token {
  kind: 'number' | 'text' | 'field' | 'name' | 'sign' | 'end'
  /** A number's digits, a text without its quotes, a field's name without braces, a word, a sign. */
  words: string
  at: number
  length: number
}

/** Why a formula can't be: words stand in i18n under `formula.error.<code>`. */
export type FormulaIssue =
  | 'unexpected'
  | 'unclosed'
  | 'empty'
  | 'tooLong'
  | 'unknownField'
  | 'unusableField'
  | 'unknownFunction'
  | 'arguments'
  | 'type'
  | 'unknownOption'
  | 'cycle'

/** A formula that can't be: what is wrong, and where. */
export class FormulaError extends Error {
  override name = 'FormulaError'
  constructor(
    readonly code: FormulaIssue,
    /** Offset in the text, from 0. */
    readonly at: number,
    readonly params: Record<string, string | number> = {},
  ) {
    super(`${code} at ${at}`)
  }
}

/** Full-width signs that a Chinese keyboard types, and what they mean. */
const folded: Record<string, string> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '＋': '+',
  '－': '-',
  '×': '*',
  '＊': '*',
  '÷': '/',
  '／': '/',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '≥': '>=',
  '≤': '<=',
  '≠': '<>',
  '＆': '&',
  '！': '!',
}

const signs = ['<=', '>=', '<>', '!=', '+', '-', '*', '/', '&', '(', ')', ',', '=', '<', '>']

/** Brackets of a text or a field name, by the character that opens it. */
const closings: Record<string, { close: string; kind: 'text' | 'field' }> = {
  '"': { close: '"', kind: 'text' },
  "'": { close: "'", kind: 'text' },
  '“': { close: '”', kind: 'text' },
  '{': { close: '}', kind: 'field' },
  '｛': { close: '｝', kind: 'field' },
}

function enclosed(text: string, at: number): Token | undefined {
  const form = closings[text[at] ?? '']
  if (!form) return undefined
  const end = text.indexOf(form.close, at + 1)
  if (end < 0) throw new FormulaError('unclosed', at, { sign: text[at]! })
  return { kind: form.kind, words: text.slice(at + 1, end), at, length: end + 1 - at }
}

function sign(text: string, at: number): Token | undefined {
  const one = folded[text[at] ?? '']
  if (one) return { kind: 'sign', words: one, at, length: 1 }
  const found = signs.find(candidate => text.startsWith(candidate, at))
  return found === undefined ? undefined : { kind: 'sign', words: found, at, length: found.length }
}

function matched(text: string, at: number, form: RegExp, kind: 'number' | 'name'): Token | undefined {
  form.lastIndex = at
  const found = form.exec(text)?.[0]
  return found ? { kind, words: found, at, length: found.length } : undefined
}

/** The pieces of a formula, ending with `end`. @throws FormulaError at what is no piece of any */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    if (/\s/u.test(text[at]!)) {
      at += 1
      continue
    }
    const token =
      enclosed(text, at) ??
      matched(text, at, /\d{1,15}(\.\d{1,10})?/y, 'number') ??
      matched(text, at, /[A-Za-z_]\w*|[\p{Script=Han}]+/uy, 'name') ??
      sign(text, at)
    if (!token) throw new FormulaError('unexpected', at, { found: text[at]! })
    tokens.push(token)
    at += token.length
  }
  return [...tokens, { kind: 'end', words: '', at: text.length, length: 0 }]
}
