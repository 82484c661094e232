/** Writes one structured line. Fields never hold a token, a secret or a whole request body. */
export type LogLine = (fields: object, text: string) => void

/** What the packages need of a logger (pino fits). */
export interface Logger {
  debug: LogLine
  info: LogLine
  warn: LogLine
  error: LogLine
}
