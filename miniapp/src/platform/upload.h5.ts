import type { FileAnswer } from '@gonghai/shared/client/api'
import { api } from '../lib/api'
import type { PickedFile } from './host'

/** Sends a picked file to the server. Throws `Refused` (too large, type not taken) or `Unreachable`. */
export function upload(file: PickedFile): Promise<FileAnswer> {
  const form = new FormData()
  form.append('file', file.content as File, file.name)
  return api.upload(form)
}
