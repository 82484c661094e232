import type { PlatformName } from '@gonghai/shared/ports/events'

/** One exchange on the wire, as the drawer of the sandbox page shows it: decrypted, secrets masked. */
export interface WireEntry {
  id: number
  /** ISO time by the sandbox clock. */
  at: string
  platform: PlatformName
  /** `call`: Gonghai called the platform; `callback`: the platform called Gonghai. */
  direction: 'call' | 'callback'
  /** `POST /cgi-bin/message/send`, `CALLBACK /v1.0/card/instances/callback` … */
  title: string
  /** `200`, `timeout`, `offline` … */
  outcome: string
  request: unknown
  response: unknown
}

const secretNames =
  /^(access_?token|corpsecret|appsecret|(client_?)?secret|api_?secret|x-acs-dingtalk-access-token|(jsapi_?)?ticket|encodingAESKey|token|refresh_?token|session)$/i

const mask = (value: unknown) =>
  typeof value === 'string' && value.length > 0 ? `••••${value.length > 12 ? value.slice(-4) : ''}` : value

const clip = (text: string) => (text.length > 4000 ? `${text.slice(0, 4000)}… (${text.length})` : text)

/** A copy of `value` without secrets; long texts are cut at 4,000 characters. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return clip(value)
  if (Array.isArray(value)) return value.map(masked)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    secretNames.test(name) ? mask(inner) : masked(inner),
  ])
  return Object.fromEntries(entries)
}

/** The last exchanges of one stand-in. */
export class Wire {
  private readonly entries: WireEntry[] = []
  private last = 0

  constructor(
    private readonly platform: WireEntry['platform'],
    private readonly now: () => Date,
    private readonly changed: () => void,
    private readonly room = 200,
  ) {}

  add(entry: Pick<WireEntry, 'direction' | 'title' | 'outcome' | 'request' | 'response'>): void {
    this.entries.push({
      id: ++this.last,
      at: this.now().toISOString(),
      platform: this.platform,
      direction: entry.direction,
      title: entry.title,
      outcome: entry.outcome,
      request: masked(entry.request),
      response: masked(entry.response),
    })
    if (this.entries.length > this.room) this.entries.shift()
    this.changed()
  }

  /** Newest last. */
  list(): WireEntry[] {
    return [...this.entries]
  }
}
