import type { ListQuery } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import type { ObjectMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { countText } from '../../records/use-rows'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { toast } from '../../ui/toast'

interface TableSheetProps {
  meta: ObjectMeta
  query: ListQuery
  count: number
  /** Only these. */
  ids?: readonly string[]
  onClose: () => void
}

/** A list as a table, out or in. */
export function TableSheet({ meta, query, count, ids, onClose }: TableSheetProps) {
  const t = useT()
  const say = useFailureText()
  const { open } = useNavigation()
  const [busy, setBusy] = useState(false)
  const { cursor: _cursor, limit: _limit, ...asked } = query
  const save = async (format: 'xlsx' | 'csv') => {
    if (busy) return
    setBusy(true)
    try {
      const { operation } = await api.startExport({
        object: meta.name,
        query: asked,
        format,
        ...(ids ? { ids: [...ids] } : {}),
      })
      onClose()
      toast(t('operation.table.started'))
      open({ page: 'operation', id: operation.id })
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }
  const exports = meta.verbs.includes('export')
  return (
    <Sheet title={t('operation.table.both')} onClose={onClose}>
      {exports && (
        <Box className="sheet-text">{t('operation.table.found', { number: countText(count) })}</Box>
      )}
      {exports &&
        (['xlsx', 'csv'] as const).map(format => (
          <Press key={format} className="pick-row" onPress={() => void save(format)}>
            <Box className="pick-main">{t(`operation.table.${format}`)}</Box>
          </Press>
        ))}
      {meta.verbs.includes('import') && !ids && (
        <Press
          className="pick-row"
          onPress={() => {
            onClose()
            open({ page: 'import', object: meta.name })
          }}
        >
          <Box className="pick-main">{t('operation.table.imp')}…</Box>
        </Press>
      )}
    </Sheet>
  )
}
