import type { Logger } from '@gonghai/shared/ports/logger'

/** A logger that keeps its lines as JSON text. */
export interface RecordingLog extends Logger {
  lines: string[]
}

/** A logger for tests: `lines` holds what was written, to look for what must not be there. */
export function recordingLog(): RecordingLog {
  const lines: string[] = []
  const write = (level: string) => (fields: object, text: string) => {
    lines.push(JSON.stringify({ level, ...fields, text }))
  }
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
