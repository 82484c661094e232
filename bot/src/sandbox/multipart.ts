import type { Call } from './http-host'

/** A file that came in a form. */
export interface FormFile {
  bytes: Buffer
  fileName: string
  contentType: string
}

interface Part {
  head: string
  bytes: Buffer
}

function split(call: Call): Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(`${call.headers['content-type']}`)?.[1]
  if (!boundary) return []
  const mark = Buffer.from(`--${boundary}`)
  const parts: Part[] = []
  let start = call.body.indexOf(mark)
  while (start >= 0) {
    const end = call.body.indexOf(mark, start + mark.length)
    if (end < 0) break
    const part = call.body.subarray(start + mark.length + 2, end - 2)
    const gap = part.indexOf('\r\n\r\n')
    if (gap >= 0) parts.push({ head: part.subarray(0, gap).toString('utf8'), bytes: part.subarray(gap + 4) })
    start = end
  }
  return parts
}

const nameOf = (part: Part) => /\bname="([^"]*)"/.exec(part.head)?.[1]

/** The file part called `name` of a multipart body; undefined when there is none. */
export function multipartFile(call: Call, name: string): FormFile | undefined {
  const part = split(call).find(candidate => nameOf(candidate) === name)
  if (!part) return undefined
  return {
    bytes: Buffer.from(part.bytes),
    fileName: /\bfilename="([^"]*)"/.exec(part.head)?.[1] ?? 'file',
    contentType: /^content-type:\s*(\S+)/im.exec(part.head)?.[1] ?? 'application/octet-stream',
  }
}

/** The text part called `name` of a multipart body. */
export function multipartText(call: Call, name: string): string | undefined {
  return split(call)
    .find(candidate => nameOf(candidate) === name)
    ?.bytes.toString('utf8')
}
