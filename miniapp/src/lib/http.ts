import type { ErrorBody } from '@gonghai/shared/client/api'
import { followServer } from './clock'
import { locale } from './i18n'
import { online } from './online'
import { Refused, Unreachable } from './refused'
import { type Door, staff } from './session'
import { exchange } from './transport'

interface Options {
  /** Header `Idempotency-Key`. */
  key?: string
  /** Calls before there is a session. */
  open?: boolean
  /** Whose session goes along; the employees' where nothing is said. */
  door?: Door
}

const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === 'object' && body !== null && 'code' in body && 'message' in body

/**
 * Calls the server. Throws `Refused` with its sentence in the user's language, or `Unreachable`.
 * A session that is no longer good is dropped, which leads to the sign-in and back to the same page.
 */
export async function call<T>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
  options: Options = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': locale() }
  const door = options.door ?? staff
  const mine = options.open ? undefined : door.held.get()
  if (mine) headers.authorization = `Bearer ${mine}`
  if (options.key) headers['idempotency-key'] = options.key
  const reply = await exchange({ method, path, headers, body }).catch((error: unknown) => {
    if (error instanceof Unreachable) online.set(false)
    throw error
  })
  online.set(true)
  const time = reply.headers['x-gonghai-now']
  if (time) followServer(time)
  if (reply.status >= 200 && reply.status < 300) return reply.body as T
  if (reply.status === 401 && !options.open && mine === door.held.get()) door.drop()
  throw new Refused(
    reply.status,
    isErrorBody(reply.body)
      ? reply.body
      : { code: 'internal', message: '', requestId: reply.headers['x-request-id'] },
  )
}
