import type { ErrorBody } from '@gonghai/shared/client/api'

/** The server said no: `status` and the body that every refusal has. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number
  readonly body: ErrorBody
  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.status = status
    this.body = body
  }
}

/** No answer came: no network, or the server is away. */
export class Unreachable extends Error {
  override name = 'Unreachable'
  readonly reason: unknown
  constructor(reason: unknown) {
    super('unreachable')
    this.reason = reason
  }
}

/** Was it this refusal? */
export function isRefused(error: unknown, code?: ErrorBody['code']): error is Refused {
  return error instanceof Refused && (code === undefined || error.body.code === code)
}
