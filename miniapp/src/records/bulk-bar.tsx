import type { ListQuery, RecordView } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import { useMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { Button, IconButton } from '../ui/button'
import { Sheet } from '../ui/sheet'
import { bulkActions, startBulk } from './bulk-actions'
import { type Selection, selectedCount, selection } from './selection'
import { countText } from './use-rows'
import { actionLabel } from './words'
import './bulk.scss'

interface BulkBarProps {
  chosen: Selection
  /** The rows that are shown. */
  rows: readonly RecordView[]
  /** All that the list finds. */
  query: ListQuery
  count: number
}

/** So many stand on the bar itself; the others behind "more". */
const onBar = 2

/** At the foot of a list while one chooses: how many, and what can be done with them. */
export function BulkBar({ chosen, rows, query, count }: BulkBarProps) {
  const t = useT()
  const { data: meta } = useMeta()
  const { open } = useNavigation()
  const [more, setMore] = useState(false)
  if (!meta) return null
  const names = bulkActions(meta, chosen)
  const total = selectedCount(chosen)
  const start = (name: string) => {
    setMore(false)
    startBulk(meta, name, chosen, id => open({ page: 'operation', id }))
  }
  const all = () => {
    const records = new Map(rows.map(row => [row.id, row]))
    const everything = chosen.records.size >= rows.length && count > rows.length
    selection.set({ object: chosen.object, records, ...(everything ? { found: { query, count } } : {}) })
  }
  const whole = Boolean(chosen.found) || (chosen.records.size >= rows.length && count <= rows.length)
  return (
    <Box className="bulk-bar" role="toolbar" label={t('operation.choose')}>
      <Box className="bulk-head">
        <IconButton icon="close" label={t('ui.cancel')} onPress={() => selection.set(undefined)} />
        <Words className="bulk-count">
          {t('operation.chosen', { number: chosen.found ? countText(total) : total })}
        </Words>
        {!whole && (
          <Press className="bulk-all" onPress={all}>
            {chosen.records.size >= rows.length
              ? t('operation.allFound', { number: countText(count) })
              : t('operation.allShown', { number: rows.length })}
          </Press>
        )}
      </Box>
      <Box className="bulk-actions">
        {total > 0 && names.length === 0 && <Words className="bulk-none">{t('operation.nothing')}</Words>}
        {total > 0 &&
          names.slice(0, names.length > onBar + 1 ? onBar : onBar + 1).map((name, index) => (
            <Button key={name} small look={index === 0 ? 'primary' : 'plain'} onPress={() => start(name)}>
              {actionLabel(name)}
            </Button>
          ))}
        {total > 0 && names.length > onBar + 1 && (
          <Button small onPress={() => setMore(true)}>
            {t('ui.more')}
          </Button>
        )}
      </Box>
      {more && (
        <Sheet title={t('operation.ofMany', { number: total })} onClose={() => setMore(false)}>
          {names.map(name => (
            <Press key={name} className="pick-row" onPress={() => start(name)}>
              <Box className="pick-main">{actionLabel(name)}</Box>
            </Press>
          ))}
        </Sheet>
      )}
    </Box>
  )
}
