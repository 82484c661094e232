import type { RecordView } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box, Words } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import { momentText } from '../lib/time'
import { pickFiles } from '../platform/pick-files'
import { upload } from '../platform/upload'
import { Button, IconButton } from '../ui/button'
import { Empty, Failure, useFailureText } from '../ui/empty'
import { Skeleton } from '../ui/skeleton'
import { toast } from '../ui/toast'
import { useOpenFile } from './entry-files'
import { runAction } from './run-action'
import { useStart } from './use-actions'
import { useRows } from './use-rows'

/** 1,536 → "1.5 KB". */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}

/** The files at a record: look at them, add pictures or documents. */
export function Files({ record }: { record: RecordView }) {
  const t = useT()
  const say = useFailureText()
  const [busy, setBusy] = useState(false)
  const own = `${record.object}:${record.id}`
  const found = useRows('attachment', { limit: 50, filter: { field: 'record', op: 'eq', value: own } })
  const may = record.allowed.includes('attachment.create')
  const add = async (kind: 'picture' | 'any') => {
    const files = await pickFiles(kind)
    setBusy(true)
    try {
      for (const file of files) {
        const sent = await upload(file)
        await runAction('attachment.create', { file: sent.id, record: own })
      }
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }
  if (found.isPending) return <Skeleton rows={2} />
  if (found.isError && !found.rows.length)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      {!found.rows.length && (
        <Empty icon="file" title={t('ui.files.none')} text={may ? t('ui.files.noneText') : undefined} />
      )}
      {found.rows.length > 0 && (
        <Box className="card facts">
          {found.rows.map(file => (
            <FileRow key={file.id} file={file} />
          ))}
        </Box>
      )}
      {may && (
        <Box className="file-buttons">
          <Button look="tint" icon="picture" busy={busy} onPress={() => void add('picture')}>
            {t('ui.files.picture')}
          </Button>
          <Button look="tint" icon="file" busy={busy} onPress={() => void add('any')}>
            {t('ui.files.file')}
          </Button>
        </Box>
      )}
    </>
  )
}

function FileRow({ file }: { file: RecordView }) {
  const t = useT()
  const start = useStart()
  const show = useOpenFile()
  const picture = String(file.values.contentType ?? '').startsWith('image/')
  const line = [sizeText(Number(file.values.size ?? 0)), file.createdBy?.name, momentText(file.createdAt)]
  return (
    <Box className="file">
      <Press className="file-open" onPress={() => void show(file.id)}>
        <Icon name={picture ? 'picture' : 'file'} />
        <Box className="file-main">
          <Words className="file-name">{file.title}</Words>
          <Box className="pick-line">{line.filter(Boolean).join(t('ui.dot'))}</Box>
        </Box>
      </Press>
      {file.allowed.includes('attachment.remove') && (
        <IconButton
          icon="trash"
          label={t('ui.files.remove')}
          onPress={() => start({ name: 'attachment.remove' }, file)}
        />
      )}
    </Box>
  )
}
