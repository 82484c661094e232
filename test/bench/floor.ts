import { createHash, randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { openCallback } from '@gonghai/bot/platforms/callback-crypto'
import pg from 'pg'
import { v7 as uuid } from 'uuid'
import { type BareClaimed, claimQuery } from './claim-statement'

/** What a floor process is started with. */
export interface FloorOptions {
  databaseUrl: string
  connections: number
  callback: { token: string; aesKey: string; receiver: string }
  /** Statements of one list, as the product sent them, by who asked for what (`statementKey`). */
  lists: Record<string, Statement[]>
}

/** One statement with its parameters as JSON carries them. */
export interface Statement {
  text: string
  params: unknown[]
}

/** One request: its bearer token and its body. */
export const statementKey = (token: string, body: string): string => `${token}\n${body}`

interface Answer {
  status: number
  body: unknown
}

type Handle = (request: http.IncomingMessage, body: string, query: URLSearchParams) => Promise<Answer>

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')
const tokenOf = (request: http.IncomingMessage) =>
  (request.headers.authorization ?? '').slice('Bearer '.length)
const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

function claims(pool: pg.Pool): Handle {
  return async (request, body) => {
    const { record } = JSON.parse(body) as { record: string }
    const now = new Date()
    const claim = {
      tokenHash: hashOf(tokenOf(request)),
      customer: record.slice('customer:'.length),
      key: String(request.headers['idempotency-key']),
      requestId: randomUUID(),
    }
    const { rows } = await pool.query<BareClaimed>(claimQuery(claim, now, shanghai.format(now)))
    return { status: rows[0]!.won ? 200 : 409, body: rows[0] }
  }
}

/** The same statements one after another, their rows as JSON. */
function lists(pool: pg.Pool, statements: FloorOptions['lists']): Handle {
  return async (request, body) => {
    const found: unknown[] = []
    for (const { text, params } of statements[statementKey(tokenOf(request), body)] ?? []) {
      found.push((await pool.query(text, params)).rows)
    }
    return { status: 200, body: found }
  }
}

const between = (xml: string, tag: string) =>
  new RegExp(`<${tag}><!\\[CDATA\\[(.*?)\\]\\]></${tag}>`, 's').exec(xml)?.[1] ?? ''

/** Verifies, decrypts and stores: one row, nobody answers. */
function callbacks(pool: pg.Pool, keys: FloorOptions['callback']): Handle {
  return async (_request, body, query) => {
    const message = openCallback(keys, {
      signature: query.get('msg_signature') ?? '',
      timestamp: query.get('timestamp') ?? '',
      nonce: query.get('nonce') ?? '',
      encrypted: between(body, 'Encrypt'),
    })
    const userId = between(message, 'FromUserName')
    const event = { text: between(message, 'Content') }
    await pool.query({
      name: 'inbox',
      text: `insert into bench_inbox (id, platform, dedupe_key, user_id, event, received_at)
        values ($1, 'wecom', $2, $3, $4, $5) on conflict (platform, dedupe_key) do nothing`,
      values: [uuid(), between(message, 'MsgId'), userId, JSON.stringify(event), new Date()],
    })
    return { status: 200, body: '' }
  }
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** A server of nothing but node:http and pg: as little as can be between the caller and the same rows. @returns its address */
export async function serveFloor(options: FloorOptions): Promise<string> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: options.connections })
  const handlers: Record<string, Handle> = {
    '/api/actions/pool.claim': claims(pool),
    '/api/records/customer/query': lists(pool, options.lists),
    '/callbacks/wecom': callbacks(pool, options.callback),
  }
  const answer = async (request: http.IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? '/', 'http://floor')
    const handler = handlers[url.pathname]
    return handler
      ? handler(request, await bodyOf(request), url.searchParams)
      : { status: 404, body: url.pathname }
  }
  const server = http.createServer((request, response) => {
    answer(request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      },
      (error: unknown) => {
        console.error(error)
        response.writeHead(500).end()
      },
    )
  })
  // As long as ours: a caller must not meet a connection that is just being closed.
  server.keepAliveTimeout = 65_000
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
