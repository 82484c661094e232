import type { z } from 'zod'

/** Environment variables, or any part of them. */
export type Environment = Record<string, string | undefined>

/**
 * Reads the variables of one platform.
 * @param credentials the names that switch the platform on: none of them set → undefined
 * @returns the checked values; throws an Error that names each wrong variable and what it should be, never a value
 */
export function readPlatformConfig<T extends z.ZodType>(
  env: Environment,
  schema: T,
  credentials: readonly string[],
): z.infer<T> | undefined {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  if (!credentials.some(name => name in present)) return undefined
  const read = schema.safeParse(present)
  if (read.success) return read.data
  throw new Error(
    read.error.issues.map(issue => explain(String(issue.path[0]), present, issue.message)).join('; '),
  )
}

function explain(name: string, present: Environment, message: string): string {
  return name in present ? `${name} is wrong: ${message}` : `${name} is missing: ${message}`
}
