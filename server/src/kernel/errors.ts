import type { ErrorCode, FieldIssue } from '@gonghai/shared/errors'

/**
 * The one way to say no: thrown anywhere below a door, turned into an HTTP body, a toast or a chat reply by the door.
 * Codes carry the meaning; the words are looked up in the reader's language.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  constructor(
    readonly code: ErrorCode,
    readonly params: Record<string, string | number> = {},
    readonly fields: FieldIssue[] = [],
    /** What the caller may want to show besides the sentence. */
    readonly details: Record<string, unknown> = {},
  ) {
    super(`refused: ${code}`)
  }
}

/** Throws a refusal; for use in expressions. */
export function refuse(
  code: ErrorCode,
  params?: Record<string, string | number>,
  fields?: FieldIssue[],
): never {
  throw new Refusal(code, params, fields)
}
