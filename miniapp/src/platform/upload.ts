import type { ErrorBody, FileAnswer } from '@gonghai/shared/client/api'
import { uploadFile } from '@tarojs/taro'
import { Refused } from '../lib/refused'
import { token } from '../lib/session'
import type { PickedFile } from './host'

/** Sends a picked file to the server. Throws `Refused` (too large, type not taken). */
export async function upload(file: PickedFile): Promise<FileAnswer> {
  const reply = await uploadFile({
    url: `${process.env.TARO_APP_ORIGIN ?? ''}/api/files`,
    filePath: file.content as string,
    fileName: file.name,
    name: 'file',
    header: { authorization: `Bearer ${token() ?? ''}` },
  })
  const body: unknown = JSON.parse(reply.data)
  if (reply.statusCode >= 300) throw new Refused(reply.statusCode, body as ErrorBody)
  return body as FileAnswer
}
