import type { FileAnswer } from '@gonghai/shared/client/api'
import { api } from '../lib/api'
import { portalApi } from '../lib/portal-api'
import type { PickedFile } from './host'

/** Sends a picked file to the server, as an employee or as a customer. Throws `Refused` (too large, type not taken) or `Unreachable`. */
export function upload(file: PickedFile, side: 'staff' | 'customer' = 'staff'): Promise<FileAnswer> {
  const form = new FormData()
  form.append('file', file.content as File, file.name)
  return side === 'staff' ? api.upload(form) : portalApi.upload(form)
}
