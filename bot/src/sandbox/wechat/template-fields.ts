const day = '\\d{4}(?:年\\d{1,2}月\\d{1,2}日|-\\d{1,2}-\\d{1,2}|/\\d{1,2}/\\d{1,2})'
const clock = '(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?'
const range = (one: string) => new RegExp(`^${one}(?:\\s*~\\s*${one})?$`)

const matches = (pattern: RegExp) => (value: string) => pattern.test(value)
const digits = (value: string) => value.replace(/\D/g, '').length

type Rule = (value: string, values: string[]) => boolean

/** What a value of each type may be; the names are the platform's. */
const rules: Record<string, Rule> = {
  thing: value => [...value].length <= 20,
  number: value => /^[-+]?\d+(\.\d+)?$/.test(value) && digits(value) <= 32,
  letter: matches(/^[A-Za-z]{1,32}$/),
  symbol: matches(/^[\p{P}\p{S}]{1,5}$/u),
  character_string: matches(/^[A-Za-z0-9\p{P}\p{S}]{1,32}$/u),
  time: matches(range(`(?:${day}\\s*)?${clock}`)),
  date: matches(range(`${day}(?:\\s*${clock})?`)),
  amount: matches(/^\p{Sc}?\d{1,10}(\.\d+)?元?$/u),
  phone_number: matches(/^[\d\p{P}\p{S} ]{1,17}$/u),
  car_number: value => [...value].length <= 8,
  name: value => /^[A-Za-z\p{P} ]{1,20}$/u.test(value) || /^[\p{Script=Han}A-Za-z\p{P}]{1,10}$/u.test(value),
  phrase: matches(/^\p{Script=Han}{1,5}$/u),
  enum: (value, values) => values.includes(value),
  const: (value, values) => values.includes(value),
  // Of the old library: folded over 20 characters, never refused.
  keyword: () => true,
}

/** The type that a field's key says (`thing3` → `thing`); undefined when the platform knows none. */
export function fieldTypeOf(key: string): string | undefined {
  const type = /^([a-z]+(?:_[a-z]+)*)\d{1,2}$/.exec(key)?.[1]
  return type !== undefined && Object.hasOwn(rules, type) ? type : undefined
}

/** Whether the platform takes this value for the field; `values` are the choices of an `enum` or `const`. */
export function fitsField(key: string, value: string, values: string[] = []): boolean {
  const rule = rules[fieldTypeOf(key) ?? '']
  return rule !== undefined && value.trim() !== '' && rule(value, values)
}
