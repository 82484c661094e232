import { request as taroRequest } from '@tarojs/taro'
import { Unreachable } from './refused'

/** One HTTP exchange; `body` is sent as JSON. Throws `Unreachable` where no answer came. */
export interface Exchange {
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  headers: Record<string, string>
  body?: unknown
}

/** What came back. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** Where the server is, for mini programs: set at build time. */
const origin = process.env.TARO_APP_ORIGIN ?? ''

/** Sends through the mini program's own client. */
export async function exchange({ method, path, headers, body }: Exchange): Promise<Reply> {
  const reply = await taroRequest({
    url: origin + path,
    method,
    data: body === undefined ? undefined : JSON.stringify(body),
    header: headers,
  }).catch((error: unknown) => {
    throw new Unreachable(error)
  })
  return { status: reply.statusCode, headers: reply.header as Record<string, string>, body: reply.data }
}
