import { createHash, randomBytes } from 'node:crypto'
import type {
  ActionAnswer,
  DetailAnswer,
  ListAnswer,
  ListQuery,
  SessionAnswer,
  Value,
} from '@gonghai/shared/client/api'
import type { ErrorBody } from '@gonghai/shared/errors'
import type { Phone } from './phone'

/** A call that was refused: what the server said. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(`${status} ${body.code}: ${body.message}`)
  }
}

async function read<T>(answer: Response): Promise<T> {
  const text = await answer.text()
  const body = text ? JSON.parse(text) : {}
  if (!answer.ok) throw new Refused(answer.status, body as ErrorBody)
  return body as T
}

/** Somebody who is signed in, with the calls that the mini-app makes. */
export class Session {
  constructor(
    private readonly base: () => string,
    readonly token: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    return read<T>(await fetch(`${this.base()}${path}`, { headers: this.headers() }))
  }

  async post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    const all = { ...this.headers(), 'content-type': 'application/json', ...headers }
    return read<T>(
      await fetch(`${this.base()}${path}`, { method: 'POST', headers: all, body: JSON.stringify(body) }),
    )
  }

  /** Calls an action. @throws Refused */
  act(action: string, input: Record<string, Value>, key?: string): Promise<ActionAnswer> {
    return this.post(`/api/actions/${action}`, input, key ? { 'Idempotency-Key': key } : {})
  }

  list(object: string, query: ListQuery = {}): Promise<ListAnswer> {
    return this.post(`/api/records/${object}/query`, query)
  }

  detail(object: string, id: string): Promise<DetailAnswer> {
    return this.get(`/api/records/${object}/${id}`)
  }

  private headers() {
    return { authorization: `Bearer ${this.token}`, 'accept-language': 'zh-CN' }
  }
}

async function redirectOf(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual' })
  const location = answer.headers.get('location')
  if (!location) throw new Error(`${address} answers ${answer.status} without an address to go to.`)
  return new URL(location, address).href
}

/** WeCom: over its OAuth page, which knows who holds the phone, and back with a ticket that is redeemed once. */
async function signInByRedirect(base: string, phone: Phone): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const page = new URL(await redirectOf(`${base}/auth/${phone.platform}/start?challenge=${challenge}`))
  const confirmed = await fetch(`${page.origin}${page.pathname}/confirm${page.search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: phone.userId }),
  })
  const { location, error } = (await confirmed.json()) as { location?: string; error?: string }
  if (!location) throw new Error(`The platform's login page answers ${confirmed.status} ${error}.`)
  const back = new URL(await redirectOf(location))
  const ticket = new URLSearchParams(back.hash.split('?')[1]).get('ticket')
  if (!ticket) throw new Error(`Signing in ended at ${back.hash}.`)
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ ticket, verifier })
  const session = await read<SessionAnswer>(
    await fetch(`${base}/auth/ticket`, { method: 'POST', headers, body }),
  )
  return session.token
}

/** DingTalk: with a code that its client hands to the page. */
async function signInByCode(base: string, phone: Phone): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ code: await phone.code() })
  const session = await read<SessionAnswer>(
    await fetch(`${base}/auth/${phone.platform}/code`, { method: 'POST', headers, body }),
  )
  return session.token
}

/** Signs in whoever holds this phone, by that platform's own login. */
export async function signIn(base: () => string, phone: Phone): Promise<Session> {
  const ways = { wecom: signInByRedirect, dingtalk: signInByCode }
  return new Session(base, await ways[phone.platform](base(), phone))
}
