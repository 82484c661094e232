import type { Answer, Route } from '../http-host'
import { multipartFile } from '../multipart'
import { pictureType } from '../picture-type'
import { randomId } from '../random-id'
import { refuse } from './errors'
import type { Guarded } from './guard'
import type { MediaDoc, WechatState } from './state'

/** Media live three days. */
const lifetime = 3 * 24 * 3600_000

const starts = (bytes: Buffer, ...heads: string[]) =>
  heads.some(head => bytes.subarray(0, head.length).toString('latin1') === head)

/** Each type: its largest size in bytes, and the content type of bytes that are of it. */
const types: Record<string, { room: number; read(bytes: Buffer): string | undefined }> = {
  image: {
    room: 10 << 20,
    read: bytes => {
      const type = pictureType(bytes)
      return type === 'image/webp' ? undefined : type
    },
  },
  voice: {
    room: 2 << 20,
    read: bytes => {
      if (starts(bytes, '#!AMR')) return 'audio/amr'
      return starts(bytes, 'ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2') ? 'audio/mp3' : undefined
    },
  },
  video: {
    room: 10 << 20,
    read: bytes => (bytes.subarray(4, 8).toString('latin1') === 'ftyp' ? 'video/mp4' : undefined),
  },
  thumb: {
    room: 64 << 10,
    read: bytes => (pictureType(bytes) === 'image/jpeg' ? 'image/jpeg' : undefined),
  },
}

/** Stores a file as temporary media. */
export async function storeMedia(
  state: WechatState,
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

/** Media that was issued and has not ended. */
export function liveMedia(state: WechatState, mediaId: unknown): MediaDoc | undefined {
  const doc = state.media.get(`${mediaId ?? ''}`)
  return doc && doc.expires > state.now().getTime() ? doc : undefined
}

/** POST media/upload, multipart with one part `media`. */
export function uploadMedia(state: WechatState): Guarded {
  return async call => {
    const type = call.query.get('type') ?? ''
    const rule = Object.hasOwn(types, type) ? types[type] : undefined
    if (!rule) return refuse(state, 40004)
    const file = multipartFile(call, 'media')
    if (!file) return refuse(state, 41005)
    if (file.bytes.length === 0) return refuse(state, 44001)
    if (file.bytes.length > rule.room) return refuse(state, 45001)
    const contentType = rule.read(file.bytes)
    if (!contentType) return refuse(state, 40005)
    const { mediaId } = await storeMedia(state, type, { ...file, contentType })
    const id = type === 'thumb' ? { thumb_media_id: mediaId } : { media_id: mediaId }
    return { body: { type, ...id, created_at: Math.floor(state.now().getTime() / 1000) } }
  }
}

const bytesOf = (doc: MediaDoc): Answer => ({
  type: doc.contentType,
  headers: { 'content-disposition': `attachment; filename="${encodeURIComponent(doc.fileName)}"` },
  body: Buffer.from(doc.base64, 'base64'),
})

/** GET media/get: bytes; of a video the address as JSON; or a refusal. */
export function getMedia(state: WechatState): Guarded {
  return call => {
    const mediaId = call.query.get('media_id')
    if (!mediaId) return refuse(state, 41006)
    const doc = liveMedia(state, mediaId)
    if (!doc) return refuse(state, 40007)
    return doc.type === 'video' ? { body: { video_url: fileUrl(state, mediaId) } } : bytesOf(doc)
  }
}

/** The address under which anybody gets the file: a picture's PicUrl, a video's video_url. */
export function fileUrl(state: WechatState, mediaId: string): string {
  return `${state.base}/files/${mediaId}`
}

/** GET that address: no token. */
export function getFile(state: WechatState): Route {
  return call => {
    const doc = liveMedia(state, call.params.mediaId)
    return doc ? bytesOf(doc) : { status: 404, type: 'text/plain', body: 'not found' }
  }
}
