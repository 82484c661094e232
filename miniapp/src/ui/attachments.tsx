import { useState } from 'react'
import { Box, Words } from '../kit/box'
import { Icon } from '../kit/icon'
import { useT } from '../lib/i18n'
import { pickFiles } from '../platform/pick-files'
import { upload } from '../platform/upload'
import { Button, IconButton } from './button'
import { useFailureText } from './empty'
import './attachments.scss'

/** A file that is on the server already. */
export interface Attached {
  id: string
  name: string
}

interface AttachmentsProps {
  files: Attached[]
  max: number
  side: 'staff' | 'customer'
  /** Papers, too, not only pictures. */
  papers?: boolean
  onChange: (files: Attached[]) => void
}

/** Pictures to go along with words: each is sent when it is picked, its id goes into the action. */
export function Attachments({ files, max, side, papers = false, onChange }: AttachmentsProps) {
  const t = useT()
  const say = useFailureText()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  const add = async (kind: 'picture' | 'any') => {
    const picked = (await pickFiles(kind)).slice(0, max - files.length)
    if (!picked.length) return
    setBusy(true)
    setFailure('')
    let sent = files
    try {
      for (const file of picked) {
        const { id, fileName } = await upload(file, side)
        sent = [...sent, { id, name: fileName }]
        onChange(sent)
      }
    } catch (error) {
      setFailure(say(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Box className="attachments">
      {files.map(file => (
        <Box key={file.id} className="attachment">
          <Icon name="picture" size={18} />
          <Words className="attachment-name">{file.name}</Words>
          <IconButton
            icon="close"
            label={t('ui.files.drop', { name: file.name })}
            onPress={() => onChange(files.filter(({ id }) => id !== file.id))}
          />
        </Box>
      ))}
      {files.length < max && (
        <Button small look="tint" icon="picture" busy={busy} onPress={() => void add('picture')}>
          {t('ui.files.picture')}
        </Button>
      )}
      {papers && files.length < max && (
        <Button small look="tint" icon="file" busy={busy} onPress={() => void add('any')}>
          {t('ui.files.file')}
        </Button>
      )}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Box>
  )
}
