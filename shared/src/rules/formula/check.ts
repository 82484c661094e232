import type { Field, FieldKind } from '../../objects/declare'
import type { FunctionName, Node, Operator } from './parse'
import { FormulaError } from './tokens'

/** What a piece of a formula is. */
export type ValueType = 'number' | 'text' | 'date' | 'flag' | 'option'

const types: Partial<Record<FieldKind, ValueType>> = {
  text: 'text',
  longText: 'text',
  phone: 'text',
  email: 'text',
  url: 'text',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percent: 'number',
  date: 'date',
  dateTime: 'date',
  boolean: 'flag',
  choice: 'option',
}

/** What a field is inside a formula; undefined where it can't stand in one. */
export function typeOfField(field: Field): ValueType | undefined {
  // What the system keeps up by itself changes without a word to the formula.
  if (field.write === 'system' && !field.formula) return undefined
  return field.read === 'maskedInPool' ? undefined : types[field.kind]
}

/** A formula that was checked: its type, the fields it reads, and which texts mean an option. */
export interface Checked {
  type: ValueType
  fields: string[]
  /** Offset of a text in the formula → the option that it names. */
  options: Map<number, string>
  /** Offset of a field in the formula → its name in the declaration. */
  names: Map<number, string>
}

/** How field names and option words are found. */
export interface Vocabulary {
  /** The field that a name in braces means: by its key, or by its label. */
  find(name: string): { name: string; field: Field } | undefined
  /** The option that a text means: by its key, or by its label. */
  option(field: Field, name: string, words: string): string | undefined
}

const orders = new Set<Operator>(['<', '<=', '>', '>='])

class Checker {
  readonly fields = new Set<string>()
  readonly options = new Map<number, string>()
  readonly names = new Map<number, string>()
  constructor(private readonly words: Vocabulary) {}

  type(node: Node): ValueType {
    switch (node.kind) {
      case 'number':
      case 'text':
      case 'flag':
        return node.kind
      case 'field':
        return this.field(node)
      case 'negative':
        this.want(node.of, 'number')
        return 'number'
      case 'operation':
        return this.operation(node)
      case 'call':
        return calls[node.name](this, node.given, node)
    }
  }

  want(node: Node, ...wanted: ValueType[]): ValueType {
    const found = this.type(node)
    if (!wanted.includes(found)) throw new FormulaError('type', node.at, { found, wanted: wanted.join('|') })
    return found
  }

  /** Two or more values of one type. An option beside a text is read as the text. */
  alike(nodes: Node[], ...wanted: ValueType[]): ValueType {
    const [first, ...others] = nodes.map(node => {
      // Looked at once: twice at every level would be a million times at the twentieth.
      const found = this.want(node, ...wanted)
      return found === 'option' ? 'text' : found
    })
    const odd = others.findIndex(type => type !== first)
    if (odd >= 0) throw new FormulaError('type', nodes[odd + 1]!.at, { found: others[odd]!, wanted: first! })
    return first!
  }

  private field(node: Extract<Node, { kind: 'field' }>): ValueType {
    const found = this.words.find(node.name)
    if (!found) throw new FormulaError('unknownField', node.at, { name: node.name })
    const type = typeOfField(found.field)
    if (!type) throw new FormulaError('unusableField', node.at, { name: node.name })
    this.fields.add(found.name)
    this.names.set(node.at, found.name)
    return type
  }

  private operation(node: Extract<Node, { kind: 'operation' }>): ValueType {
    const { sign, left, right } = node
    if (sign === '&') {
      for (const side of [left, right]) this.want(side, 'text', 'number', 'date', 'option')
      return 'text'
    }
    if (sign === '=' || sign === '<>') {
      if (!this.optionBeside(left, right) && !this.optionBeside(right, left))
        this.alike([left, right], 'number', 'text', 'date', 'flag', 'option')
      return 'flag'
    }
    if (orders.has(sign)) {
      this.alike([left, right], 'number', 'date')
      return 'flag'
    }
    this.want(left, 'number')
    this.want(right, 'number')
    return 'number'
  }

  /** `{等级} = "重点"`: the text must be one of the field's options. */
  private optionBeside(one: Node, other: Node): boolean {
    if (one.kind !== 'field' || other.kind !== 'text' || this.type(one) !== 'option') return false
    const { name, field } = this.words.find(one.name)!
    const option = this.words.option(field, name, other.value)
    if (option === undefined) throw new FormulaError('unknownOption', other.at, { name: other.value })
    this.options.set(other.at, option)
    return true
  }
}

type Call = (checker: Checker, given: Node[], node: Node) => ValueType

const numbers: Call = (checker, given) => {
  for (const one of given) checker.want(one, 'number')
  return 'number'
}
const logic: Call = (checker, given) => {
  for (const one of given) checker.want(one, 'flag')
  return 'flag'
}
const alike: Call = (checker, given) => checker.alike(given, 'number', 'text', 'date', 'flag', 'option')
const dates: Call = (checker, given) => {
  for (const one of given) checker.want(one, 'date')
  return 'number'
}

const calls: Record<FunctionName, Call> = {
  if: (checker, given) => {
    checker.want(given[0]!, 'flag')
    return alike(checker, given.slice(1), given[0]!)
  },
  and: logic,
  or: logic,
  not: logic,
  min: numbers,
  max: numbers,
  round: numbers,
  abs: numbers,
  days: dates,
  addDays: (checker, given) => {
    checker.want(given[0]!, 'date')
    checker.want(given[1]!, 'number')
    return 'date'
  },
  year: dates,
  month: dates,
  concat: (checker, given) => {
    for (const one of given) checker.want(one, 'text', 'number', 'date', 'option')
    return 'text'
  },
  coalesce: alike,
  empty: (checker, given) => {
    checker.type(given[0]!)
    return 'flag'
  },
}

/** Checks types and names of a formula. @throws FormulaError with its place */
export function checkFormula(node: Node, words: Vocabulary): Checked {
  const checker = new Checker(words)
  const type = checker.type(node)
  const { options, names, fields } = checker
  return { type: type === 'option' ? 'text' : type, fields: [...fields], options, names }
}

const quoted = (words: string) => (words.includes('"') ? `'${words}'` : `"${words}"`)

/** The formula with other words for its fields and options, by their place in the text. */
export function rewriteFormula(
  text: string,
  node: Node,
  { names, options }: Pick<Checked, 'names' | 'options'>,
  words: { field(name: string): string; option(option: string): string },
): string {
  const places: { at: number; length: number; words: string }[] = []
  const visit = (one: Node): void => {
    if (one.kind === 'field' && names.has(one.at))
      places.push({ at: one.at, length: one.length, words: `{${words.field(names.get(one.at)!)}}` })
    if (one.kind === 'text' && options.has(one.at))
      places.push({ at: one.at, length: one.length, words: quoted(words.option(options.get(one.at)!)) })
    if (one.kind === 'negative') visit(one.of)
    if (one.kind === 'operation') for (const side of [one.left, one.right]) visit(side)
    if (one.kind === 'call') for (const given of one.given) visit(given)
  }
  visit(node)
  return places
    .sort((one, other) => other.at - one.at)
    .reduce((whole, { at, length, words: put }) => whole.slice(0, at) + put + whole.slice(at + length), text)
}
