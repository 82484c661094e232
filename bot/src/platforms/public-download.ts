import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { get as httpsGet } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { HttpFailure } from './http'

const V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
const V6 = [
  '::/128',
  '::1/128',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '100::/64',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]

/** Apart, as one list would match every IPv4 address by its form inside IPv6. */
const CLOSED = { 4: blockList(V4, 'ipv4'), 6: blockList(V6, 'ipv6') }

/** Whether an IP address is reachable by everybody: no private, loopback, link-local or reserved range. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !CLOSED[4].check(address, 'ipv4')
  return family === 6 && !CLOSED[6].check(address, 'ipv6')
}

function blockList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/')
    list.addSubnet(network, Number(prefix), family)
  }
  return list
}

/** How far a download may go; `get` and `allowed` are replaced in tests only. */
export interface DownloadLimits {
  timeoutMs: number
  maxBytes: number
  get?: typeof httpsGet
  allowed?: (address: string) => boolean
}

/** A file that was fetched whole. */
export interface Downloaded {
  bytes: Uint8Array
  contentType: string
}

/**
 * Fetches from an address that came from outside: https, public addresses only, no redirects, bounded.
 * The address is checked at the moment of connecting, so that a second look-up can't turn it inwards. Throws `HttpFailure`.
 */
export async function downloadPublic(url: string, limits: DownloadLimits): Promise<Downloaded> {
  const allowed = limits.allowed ?? isPublicAddress
  const target = URL.canParse(url) ? new URL(url) : undefined
  const host = target?.hostname.replace(/^\[|\]$/g, '') ?? ''
  const secure = target?.protocol === 'https:' || limits.get !== undefined
  if (!target || !secure || (isIP(host) !== 0 && !allowed(host))) throw new HttpFailure('unreachable', false)
  return fetchFrom(target, limits, allowed)
}

function fetchFrom(
  target: URL,
  limits: DownloadLimits,
  allowed: (address: string) => boolean,
): Promise<Downloaded> {
  return new Promise((resolve, reject) => {
    const fail = (code: HttpFailure['code']) => reject(new HttpFailure(code, code !== 'unreachable'))
    const signal = AbortSignal.timeout(limits.timeoutMs)
    const options = { lookup: guardedLookup(allowed), signal, agent: false as const }
    const request = (limits.get ?? httpsGet)(target, options, async answer => {
      const status = answer.statusCode ?? 0
      try {
        if (status !== 200) return void fail(status >= 300 && status < 400 ? 'redirect' : 'broken')
        const chunks: Buffer[] = []
        let size = 0
        for await (const chunk of answer) {
          size += (chunk as Buffer).length
          if (size > limits.maxBytes) return void fail('tooLarge')
          chunks.push(chunk as Buffer)
        }
        const contentType = answer.headers['content-type'] ?? 'application/octet-stream'
        resolve({ bytes: Buffer.concat(chunks), contentType })
      } catch {
        fail(signal.aborted ? 'timeout' : 'broken')
      } finally {
        request.destroy()
      }
    })
    request.on('error', () => fail(signal.aborted ? 'timeout' : 'unreachable'))
  })
}

function guardedLookup(allowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const good = error ? [] : addresses.filter(({ address }) => allowed(address))
      const [first] = good
      if (!first) return callback(error ?? new Error('no public address'), '', 4)
      if (options.all) return (callback as unknown as (e: null, all: LookupAddress[]) => void)(null, good)
      callback(null, first.address, first.family)
    })
  }
}
