import { FormulaError, type Token, tokensOf } from './tokens'

/** A formula as a tree; `at` = where it stands in the text. */
export type Node =
  | { kind: 'number'; value: string; at: number }
  | { kind: 'text'; value: string; at: number; length: number }
  | { kind: 'flag'; value: boolean; at: number }
  | { kind: 'field'; name: string; at: number; length: number }
  | { kind: 'call'; name: FunctionName; given: Node[]; at: number }
  | { kind: 'operation'; sign: Operator; left: Node; right: Node; at: number }
  | { kind: 'negative'; of: Node; at: number }

export type Operator = '+' | '-' | '*' | '/' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>='

/** Functions with their Chinese names, and how many values they take. */
export const functions = {
  if: { alias: '如果', least: 3, most: 3 },
  and: { alias: '并且', least: 2, most: 8 },
  or: { alias: '或者', least: 2, most: 8 },
  not: { alias: '非', least: 1, most: 1 },
  min: { alias: '最小', least: 2, most: 8 },
  max: { alias: '最大', least: 2, most: 8 },
  round: { alias: '四舍五入', least: 1, most: 2 },
  abs: { alias: '绝对值', least: 1, most: 1 },
  days: { alias: '相差天数', least: 2, most: 2 },
  addDays: { alias: '加天数', least: 2, most: 2 },
  year: { alias: '年', least: 1, most: 1 },
  month: { alias: '月', least: 1, most: 1 },
  concat: { alias: '连接', least: 2, most: 8 },
  coalesce: { alias: '默认', least: 2, most: 2 },
  empty: { alias: '为空', least: 1, most: 1 },
} as const
export type FunctionName = keyof typeof functions

/** Pieces that a formula may have. */
export const maxNodes = 50
const maxLength = 1000

const levels: readonly (readonly string[])[] = [
  ['=', '<>', '!=', '<', '<=', '>', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
]

const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['是', true],
  ['否', false],
])

function functionNamed(word: string): FunctionName | undefined {
  const lower = word.toLowerCase()
  return (Object.keys(functions) as FunctionName[]).find(
    name => name.toLowerCase() === lower || functions[name].alias === word,
  )
}

class Parser {
  readonly #tokens: Token[]
  #next = 0
  #nodes = 0

  constructor(text: string) {
    if (text.length > maxLength) throw new FormulaError('tooLong', maxLength, { max: maxNodes })
    this.#tokens = tokensOf(text)
  }

  whole(): Node {
    if (this.ended()) throw new FormulaError('empty', 0)
    const node = this.operation(0)
    if (!this.ended()) this.fail()
    return node
  }

  private ended(): boolean {
    return this.token.kind === 'end'
  }

  private get token(): Token {
    return this.#tokens[this.#next]!
  }

  private take(): Token {
    const token = this.token
    this.#next += 1
    return token
  }

  private fail(): never {
    const { kind, words, at } = this.token
    throw new FormulaError(kind === 'end' ? 'unclosed' : 'unexpected', at, {
      found: words,
      sign: kind === 'end' ? '…' : words,
    })
  }

  private counted<N extends Node>(node: N): N {
    this.#nodes += 1
    if (this.#nodes > maxNodes) throw new FormulaError('tooLong', node.at, { max: maxNodes })
    return node
  }

  private operation(level: number): Node {
    const signs = levels[level]
    if (!signs) return this.unary()
    let left = this.operation(level + 1)
    while (this.token.kind === 'sign' && signs.includes(this.token.words)) {
      const { words, at } = this.take()
      const sign = (words === '!=' ? '<>' : words) as Operator
      const right = this.operation(level + 1)
      left = this.counted({ kind: 'operation', sign, left, right, at })
    }
    return left
  }

  private unary(): Node {
    if (this.token.kind !== 'sign' || this.token.words !== '-') return this.primary()
    const { at } = this.take()
    return this.counted({ kind: 'negative', of: this.unary(), at })
  }

  private primary(): Node {
    const { kind, words, at, length } = this.token
    if (kind === 'number') return this.counted({ kind, value: this.take().words, at })
    if (kind === 'text') return this.counted({ kind, value: this.take().words, at, length })
    if (kind === 'field') return this.counted({ kind, name: this.take().words.trim(), at, length })
    if (kind === 'name') return this.named()
    if (kind !== 'sign' || words !== '(') return this.fail()
    this.take()
    const inner = this.operation(0)
    this.expect(')')
    return inner
  }

  private named(): Node {
    const { words, at } = this.take()
    const isCall = this.token.kind === 'sign' && this.token.words === '('
    const flag = flags.get(words.toLowerCase())
    if (!isCall && flag !== undefined) return this.counted({ kind: 'flag', value: flag, at })
    const name = functionNamed(words)
    if (!name) throw new FormulaError('unknownFunction', at, { name: words })
    if (!isCall) this.fail()
    this.take()
    const given = [this.operation(0)]
    while (this.token.kind === 'sign' && this.token.words === ',') {
      this.take()
      given.push(this.operation(0))
    }
    this.expect(')')
    const { least, most } = functions[name]
    if (given.length < least || given.length > most) {
      throw new FormulaError('arguments', at, { name: words, least, most })
    }
    return this.counted({ kind: 'call', name, given, at })
  }

  private expect(sign: string): void {
    if (this.token.kind !== 'sign' || this.token.words !== sign) this.fail()
    this.take()
  }
}

/** Reads a formula: `{合同金额} * 0.13`, `如果({等级} = "A", 30, 60)`. @throws FormulaError with its place */
export function parseFormula(text: string): Node {
  return new Parser(text).whole()
}
