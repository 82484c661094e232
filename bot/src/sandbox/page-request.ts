import type { Context } from 'koa'

/** A request of the page that cannot be carried out: status and a word for it. */
export class PageRefusal extends Error {
  constructor(
    readonly status: number,
    word: string,
  ) {
    super(word)
  }
}

/** A JSON object. */
export type Body = Record<string, unknown>

const maxBytes = 10 * 1024 * 1024

/** The body as it is, at most 10 MB. @throws PageRefusal 413 */
export async function readBytes(context: Context): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of context.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new PageRefusal(413, 'too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The JSON body, read here or by a body parser in front. @throws PageRefusal 400 */
export async function readJson(context: Context): Promise<Body> {
  const parsed = (context.request as { body?: unknown }).body
  if (typeof parsed === 'object' && parsed !== null) return parsed as Body
  try {
    const value: unknown = JSON.parse((await readBytes(context)).toString('utf8') || '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  } catch (error) {
    if (error instanceof PageRefusal) throw error
  }
  throw new PageRefusal(400, 'not a JSON object')
}

/** A part of the path. @throws PageRefusal 400 */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new PageRefusal(400, 'path')
  }
}

/** A text that has to be there. @throws PageRefusal 400 with its name */
export function word(value: unknown, name: string, limit = 4000): string {
  if (typeof value !== 'string' || value === '' || value.length > limit) throw new PageRefusal(400, name)
  return value
}

/** Texts by key; none when nothing is given. @throws PageRefusal 400 */
export function strings(value: unknown): Record<string, string> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null) throw new PageRefusal(400, 'values')
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, `${entry}`]))
}
