import { refuse } from '../kernel/errors'
import { parseValue } from '../records/input'

type Given = string | string[] | undefined

/** The first of a repeated parameter. */
export const single = (value: Given): string | undefined => (Array.isArray(value) ? value[0] : value)

/** An id in an address; anything else is as good as missing. @throws Refusal notFound */
export function pathId(value: unknown): string {
  const id = parseValue({ kind: 'reference' }, value)
  return typeof id === 'string' ? id : refuse('notFound')
}

/** An id that a query must have. @throws Refusal invalidInput at `path` */
export function idParameter(path: string, value: Given): string {
  return optionalId(path, value) ?? refuse('invalidInput', {}, [{ path, rule: 'required' }])
}

/** An id that a query may have. @throws Refusal invalidInput at `path` */
export function optionalId(path: string, value: Given): string | undefined {
  const text = single(value)
  if (text === undefined || text === '') return undefined
  const id = parseValue({ kind: 'reference' }, text)
  return typeof id === 'string' ? id : refuse('invalidInput', {}, [{ path, rule: 'format' }])
}

/** A count that a query may have, 0–999,999,999. @throws Refusal invalidInput at `path` */
export function optionalCount(path: string, value: Given): number | undefined {
  const text = single(value)
  if (text === undefined || text === '') return undefined
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse('invalidInput', {}, [{ path, rule: 'format' }])
}
