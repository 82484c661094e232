import type { ListQuery } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import type { ObjectMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { countText } from '../../records/use-rows'
import { fieldLabel } from '../../records/words'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { toast } from '../../ui/toast'

interface TableSheetProps {
  meta: ObjectMeta
  query: ListQuery
  count: number
  /** Fields that the list shows beside the title, in their order. */
  columns: readonly string[]
  /** Only these. */
  ids?: readonly string[]
  /** They were chosen one by one, or as all that is found: nothing comes in here. */
  chosen?: boolean
  onClose: () => void
}

/** Columns of the file as the list has them; lines of a document have no column. */
const shownColumns = (meta: ObjectMeta, columns: readonly string[]): string[] => [
  meta.title,
  ...columns.filter(
    name =>
      name !== meta.title &&
      (name === 'createdAt' || (meta.fields[name] && meta.fields[name].kind !== 'lines')),
  ),
]

/** A list as a table, out or in. */
export function TableSheet({ meta, query, count, columns, ids, chosen, onClose }: TableSheetProps) {
  const t = useT()
  const say = useFailureText()
  const { open } = useNavigation()
  const [busy, setBusy] = useState(false)
  const [all, setAll] = useState(false)
  const shown = shownColumns(meta, columns)
  const { cursor: _cursor, limit: _limit, ...asked } = query
  const save = async (format: 'xlsx' | 'csv') => {
    if (busy) return
    setBusy(true)
    try {
      const { operation } = await api.startExport({
        object: meta.name,
        query: asked,
        format,
        ...(all ? {} : { columns: shown }),
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
    <Sheet title={t(chosen ? 'operation.table.exp' : 'operation.table.both')} onClose={onClose}>
      {exports && (
        <Box className="sheet-text">
          {t(chosen ? 'operation.table.chosen' : 'operation.table.found', { number: countText(count) })}
        </Box>
      )}
      {exports && (
        <Box className="pick-row">
          <Box className="pick-main">
            <Box>{t('operation.table.all')}</Box>
            <Box className="pick-line">
              {all
                ? t('operation.table.allText')
                : t('operation.table.columns', {
                    columns: shown.map(name => fieldLabel(meta.name, name)).join(t('ui.dot')),
                  })}
            </Box>
          </Box>
          <Press
            role="switch"
            className={`switch ${all ? 'switch-on' : ''}`}
            label={t('operation.table.all')}
            pressed={all}
            onPress={() => setAll(!all)}
          >
            <Box className="switch-track">
              <Box className="switch-knob" />
            </Box>
            <Words className="switch-words">{t(`option.boolean.${all}`)}</Words>
          </Press>
        </Box>
      )}
      {exports &&
        (['xlsx', 'csv'] as const).map(format => (
          <Press key={format} className="pick-row" onPress={() => void save(format)}>
            <Box className="pick-main">{t(`operation.table.${format}`)}</Box>
          </Press>
        ))}
      {meta.verbs.includes('import') && !chosen && (
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
