import { filetypeinfo } from 'magic-bytes.js'

/** What may be uploaded, by what the bytes say: pictures, PDF, office documents, archives, sound and film. No SVG, no HTML. */
const accepted: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  zip: 'application/zip',
  amr: 'audio/amr',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
}

/** Office documents are archives: of several readings of the bytes, the file's own ending chooses. */
function byEnding(fileName: string, readings: string[]): string | undefined {
  const ending = fileName.split('.').at(-1)?.toLowerCase() ?? ''
  return readings.includes(ending) ? ending : readings.find(reading => Object.hasOwn(accepted, reading))
}

/** The content type of a file by its bytes, or undefined where it may not be uploaded. Plain text needs the ending txt or csv. */
export function contentTypeOf(bytes: Uint8Array, fileName: string): string | undefined {
  const readings = filetypeinfo(bytes.subarray(0, 4100)).flatMap(info => info.extension ?? [])
  const found = byEnding(fileName, readings)
  if (found && Object.hasOwn(accepted, found)) return accepted[found]
  const isText = /\.(txt|csv)$/i.test(fileName) && !bytes.subarray(0, 4100).includes(0)
  // A mark at the beginning, as spreadsheets put it before UTF-8, is read as text.
  return readings.every(reading => reading === 'txt') && isText ? 'text/plain; charset=utf-8' : undefined
}
