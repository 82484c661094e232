import type { PlatformMedia } from '@gonghai/shared/ports/platform'
import type { HttpAnswer } from './http'

/** The file in an answer of WeCom or WeChat, or undefined: media come bare, only a refusal is JSON, with 200 as everything. */
export function readMediaAnswer(answer: HttpAnswer): PlatformMedia | undefined {
  if (!isMedia(answer)) return undefined
  const contentType = answer.headers.get('content-type') ?? 'application/octet-stream'
  return { bytes: answer.bytes, contentType, fileName: fileNameOf(answer) }
}

function isMedia(answer: HttpAnswer): boolean {
  if (answer.status >= 300) return false
  if (answer.headers.has('content-disposition')) return true
  return !/json|text/.test(answer.headers.get('content-type') ?? 'text')
}

function fileNameOf(answer: HttpAnswer): string | undefined {
  const disposition = answer.headers.get('content-disposition') ?? ''
  return /filename="?([^";]+)"?/.exec(disposition)?.[1]
}
