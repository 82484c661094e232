import type { ErrorBody, FileAnswer } from '@gonghai/shared/client/api'
import { uploadFile } from '@tarojs/taro'
import { Refused } from '../lib/refused'
import { customer, staff } from '../lib/session'
import type { PickedFile } from './host'

/** Sends a picked file to the server, as an employee or as a customer. Throws `Refused` (too large, type not taken). */
export async function upload(file: PickedFile, side: 'staff' | 'customer' = 'staff'): Promise<FileAnswer> {
  const [base, door] = side === 'staff' ? (['/api', staff] as const) : (['/portal', customer] as const)
  const reply = await uploadFile({
    url: `${process.env.TARO_APP_ORIGIN ?? ''}${base}/files`,
    filePath: file.content as string,
    fileName: file.name,
    name: 'file',
    header: { authorization: `Bearer ${door.held.get() ?? ''}` },
  })
  const body: unknown = JSON.parse(reply.data)
  if (reply.statusCode >= 300) throw new Refused(reply.statusCode, body as ErrorBody)
  return body as FileAnswer
}
