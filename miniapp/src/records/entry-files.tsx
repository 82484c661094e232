import type { StreamFile } from '@gonghai/shared/client/api'
import { Box, Words } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { api } from '../lib/api'
import { openFile } from '../platform/open-file'
import { useFailureText } from '../ui/empty'
import { toast } from '../ui/toast'
import './entry-files.scss'

/** Opens the file of an attachment; what goes wrong is said in a toast. */
export function useOpenFile(): (attachment: string) => Promise<void> {
  const say = useFailureText()
  return async attachment => {
    try {
      await openFile((await api.fileUrl(attachment)).url)
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    }
  }
}

/** Pictures and papers beside an entry of the stream; a press opens one. */
export function EntryFiles({ files }: { files: readonly StreamFile[] }) {
  const show = useOpenFile()
  return (
    <Box className="entry-files">
      {files.map(file => (
        <Press key={file.id} className="entry-file" onPress={() => void show(file.id)}>
          <Icon name={file.type.startsWith('image/') ? 'picture' : 'file'} size={16} />
          <Words className="entry-file-name">{file.name}</Words>
        </Press>
      ))}
    </Box>
  )
}
