import { Unreachable } from './refused'
import type { Exchange, Reply } from './transport'

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (!text) return null
  try {
    return JSON.parse(text)
  } catch {
    // A proxy's page instead of our answer.
    return null
  }
}

/** Sends by fetch, without cookies; a form is sent as it is. */
export async function exchange({ method, path, headers, body }: Exchange): Promise<Reply> {
  const plain = body === undefined || body instanceof FormData
  const response = await fetch(path, {
    method,
    headers: plain ? headers : { ...headers, 'content-type': 'application/json' },
    body: plain ? (body as FormData | undefined) : JSON.stringify(body),
    credentials: 'omit',
  }).catch((error: unknown) => {
    throw new Unreachable(error)
  })
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await answerOf(response),
  }
}
