import http from 'node:http'

/** What a caller sends. */
export interface Call {
  url: string
  headers?: Record<string, string>
  body: string
}

/** What came back, and how long that took. */
export interface Called {
  status: number
  body: string
  ms: number
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 512, scheduling: 'lifo' })

/** One POST over a connection that is kept; as little work as node allows, as it shares the machine with what is measured. */
export function post({ url, headers = {}, body }: Call): Promise<Called> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', chunk => {
          text += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, ms: performance.now() - begun }),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** Makes all calls, at most `width` at once. @returns the answers in the order of the calls, and the time of the whole */
export async function flood(
  calls: readonly Call[],
  width: number,
): Promise<{ answers: Called[]; ms: number }> {
  const answers: Called[] = []
  let next = 0
  const begun = performance.now()
  const caller = async () => {
    for (let at = next++; at < calls.length; at = next++) answers[at] = await post(calls[at]!)
  }
  await Promise.all(Array.from({ length: Math.min(width, calls.length) }, caller))
  return { answers, ms: performance.now() - begun }
}
