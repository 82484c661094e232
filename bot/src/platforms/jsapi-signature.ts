import { createHash } from 'node:crypto'

/** What a host compares when a page initialises its JS-API. */
export interface JsapiParts {
  ticket: string
  nonce: string
  /** Seconds. */
  timestamp: number
  /** Page address as the host sees it, without `#…`. */
  url: string
}

/** Lower-case hex digest of the four parts in the order that both hosts demand, unescaped. */
export function jsapiSignature(parts: JsapiParts, hash: 'sha1' | 'sha256'): string {
  const { ticket, nonce, timestamp, url } = parts
  return createHash(hash)
    .update(`jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`)
    .digest('hex')
}

/** The address without its fragment. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf('#')
  return hash < 0 ? url : url.slice(0, hash)
}
