import { PlatformError } from '@gonghai/shared/ports/errors'
import type { z } from 'zod'

/** The answer in the shape that we rely on; throws a transient `PlatformError` when the platform sent something else. */
export function readAnswer<T extends z.ZodType>(
  platform: string,
  method: string,
  schema: T,
  answer: unknown,
): z.infer<T> {
  const read = schema.safeParse(answer)
  if (read.success) return read.data
  throw new PlatformError(
    platform,
    method,
    'transient',
    `shape ${read.error.issues[0]?.path.join('.') ?? ''}`,
  )
}

/** The JSON value in a text or in UTF-8 bytes, or undefined when it is none. */
export function parseJson(source: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof source === 'string' ? source : Buffer.from(source).toString('utf8'))
  } catch {
    return undefined
  }
}

/** Whether a parsed value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
