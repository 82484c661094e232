import { api } from '../../lib/api'
import { openFile } from '../../platform/open-file'

/** Fetches the file that an operation left, by an address that is good for five minutes. */
export async function saveFile(operationId: string): Promise<void> {
  const { url } = await api.operationFile(operationId)
  await openFile(url)
}
