import type { Route } from '../http-host'
import { type FormFile, multipartFile, multipartText } from '../multipart'
import { randomId } from '../random-id'
import { acceptNew, refuseNew, refuseOld } from './errors'
import type { Guarded } from './guard'
import type { DingtalkState, MediaDoc } from './state'

const limits: Record<string, number> = { image: 20 << 20, voice: 2 << 20, video: 20 << 20, file: 20 << 20 }

/** Stores a file; ids never expire. */
export async function storeMedia(state: DingtalkState, type: string, file: FormFile): Promise<MediaDoc> {
  const doc: MediaDoc = {
    mediaId: randomId('@lADO', 24),
    type,
    fileName: file.fileName,
    contentType: file.contentType,
    base64: file.bytes.toString('base64'),
  }
  await state.media.put(doc.mediaId, doc)
  return doc
}

/** POST media/upload of the old host, multipart with `type` and `media`. */
export function uploadMedia(state: DingtalkState): Guarded {
  return async (_, __, call) => {
    if (!`${call.headers['content-type']}`.includes('multipart')) return refuseOld(43008)
    const type = call.query.get('type') ?? multipartText(call, 'type') ?? ''
    const file = multipartFile(call, 'media')
    const limit = limits[type]
    if (limit === undefined || !file || file.bytes.length === 0 || file.bytes.length > limit)
      return refuseOld(40035, 'media')
    const doc = await storeMedia(state, type, file)
    const created = state.now().getTime()
    return { body: { errcode: 0, errmsg: 'ok', type, media_id: doc.mediaId, created_at: created } }
  }
}

/** POST v1.0/robot/messageFiles/download: an address for a file that somebody sent to the robot. */
export function downloadMessageFile(state: DingtalkState): Guarded {
  return (body, app) => {
    if (body.robotCode !== app.appKey) return refuseNew('invalidParameter.robotCode.notExsit')
    const doc = state.media.get(`${body.downloadCode ?? ''}`)
    if (!doc) return refuseNew('invalidParameter.param.invalid', 'downloadCode')
    return acceptNew({ downloadUrl: `${state.base}/stand-in/files/${encodeURIComponent(doc.mediaId)}` })
  }
}

/** GET of such an address. */
export function serveFile(state: DingtalkState): Route {
  return call => {
    const doc = state.media.get(decodeURIComponent(call.params.mediaId ?? ''))
    if (!doc) return { status: 404, type: 'text/plain', body: 'not found' }
    return { type: doc.contentType, body: Buffer.from(doc.base64, 'base64') }
  }
}
