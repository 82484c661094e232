import type { Answer, Call } from '../http-host'
import { multipartFile } from '../multipart'
import { randomId } from '../random-id'
import { accept, refuse } from './errors'
import type { Guarded } from './guard'
import type { MediaDoc, WecomState } from './state'

/** Largest sizes in bytes by type of media. */
const limits: Record<string, number> = {
  image: 10 << 20,
  voice: 2 << 20,
  video: 10 << 20,
  file: 20 << 20,
}

/** Media live three days. */
const lifetime = 3 * 24 * 3600_000

/** Stores a file as temporary media. */
export async function storeMedia(
  state: WecomState,
  type: string,
  file: { bytes: Buffer; fileName: string; contentType: string },
): Promise<MediaDoc> {
  const doc: MediaDoc = {
    mediaId: randomId('', 48),
    type,
    fileName: file.fileName,
    contentType: file.contentType,
    base64: file.bytes.toString('base64'),
    expires: state.now().getTime() + lifetime,
  }
  await state.media.put(doc.mediaId, doc)
  return doc
}

/** POST media/upload, multipart with one part `media`. */
export function uploadMedia(state: WecomState): Guarded {
  return async call => {
    const type = call.query.get('type') ?? ''
    const limit = limits[type]
    if (limit === undefined) return refuse(40004)
    const file = multipartFile(call, 'media')
    if (!file || file.bytes.length <= 5) return refuse(44001)
    if (file.bytes.length > limit) return refuse(45001)
    const doc = await storeMedia(state, type, file)
    const created = `${Math.floor(state.now().getTime() / 1000)}`
    return accept({ type, media_id: doc.mediaId, created_at: created })
  }
}

function ranged(call: Call, doc: MediaDoc): Answer {
  const bytes = Buffer.from(doc.base64, 'base64')
  const headers = { 'content-disposition': `attachment; filename="${encodeURIComponent(doc.fileName)}"` }
  const range = /^bytes=(\d+)-(\d*)$/.exec(`${call.headers.range ?? ''}`)
  if (!range) return { type: doc.contentType, headers, body: bytes }
  const start = Number(range[1])
  const end = Math.min(range[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1)
  return {
    status: 206,
    type: doc.contentType,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${bytes.length}` },
    body: bytes.subarray(start, end + 1),
  }
}

/** GET media/get: bytes, or a JSON refusal. */
export function getMedia(state: WecomState): Guarded {
  return call => {
    const mediaId = call.query.get('media_id')
    if (!mediaId) return refuse(41006)
    const doc = state.media.get(mediaId)
    return doc && doc.expires > state.now().getTime() ? ranged(call, doc) : refuse(40007)
  }
}
