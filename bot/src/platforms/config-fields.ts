import { z } from 'zod'

/** A base address from the environment: http or https, without query, fragment or credentials; a trailing slash is dropped. */
export function baseAddress(fallback: string) {
  return z
    .string('an http or https address')
    .refine(isBase, 'an http or https address without query')
    .transform(value => value.replace(/\/+$/, ''))
    .default(fallback)
}

/** A text that must be there. @param what shown when it is missing */
export function required(what: string) {
  return z.string(what).trim().min(1, what)
}

/** The 43 letters and digits of a callback encryption key. */
export function encodingKey() {
  const what = '43 letters and digits'
  return z.string(what).regex(/^[A-Za-z0-9]{43}$/, what)
}

/** The token of callbacks. */
export function callbackToken() {
  const what = '3 to 32 letters and digits'
  return z.string(what).regex(/^[A-Za-z0-9]{3,32}$/, what)
}

function isBase(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username && !url.password
}
