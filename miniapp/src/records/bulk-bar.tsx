import type { ListQuery, RecordView } from '@gonghai/shared/client/api'
import { lazy, Suspense, useState } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import { useMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { Button, IconButton } from '../ui/button'
import { Sheet } from '../ui/sheet'
import { bulkActions, isRemoval, startBulk } from './bulk-actions'
import { type Selection, selectedCount, selection } from './selection'
import { firstColumns } from './table'
import { countText } from './use-rows'
import { actionLabel } from './words'
import './bulk.scss'

// What few open and all would have to load.
const TableSheet = lazy(async () => ({ default: (await import('../areas/exchange/table-sheet')).TableSheet }))

interface BulkBarProps {
  chosen: Selection
  /** The rows that are shown. */
  rows: readonly RecordView[]
  /** All that the list finds. */
  query: ListQuery
  count: number
  /** Fields that the list shows, for a file of what is chosen; default those that everybody sees first. */
  columns?: readonly string[]
}

/** One thing that can be done with what is chosen. */
interface Act {
  name: string
  text: string
  run: () => void
}

/** So many stand on the bar itself; the others behind "more". */
const onBar = 2

/** At the foot of a list while one chooses: how many, and what can be done with them. */
export function BulkBar({ chosen, rows, query, count, columns }: BulkBarProps) {
  const t = useT()
  const { data: meta } = useMeta()
  const { open } = useNavigation()
  const [sheet, setSheet] = useState<'more' | 'table'>()
  if (!meta) return null
  const object = meta.objects.find(one => one.name === chosen.object)
  const total = selectedCount(chosen)
  const start = (name: string) => {
    setSheet(undefined)
    startBulk(meta, name, chosen, id => open({ page: 'operation', id }))
  }
  const names = bulkActions(meta, chosen)
  const act = (name: string): Act => ({ name, text: actionLabel(name), run: () => start(name) })
  const table: Act = { name: 'export', text: t('operation.table.exp'), run: () => setSheet('table') }
  const acts = [
    ...names.filter(name => !isRemoval(name)).map(act),
    ...(object?.verbs.includes('export') ? [table] : []),
    ...names.filter(isRemoval).map(act),
  ]
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
        {total > 0 && acts.length === 0 && <Words className="bulk-none">{t('operation.nothing')}</Words>}
        {total > 0 &&
          acts.slice(0, acts.length > onBar + 1 ? onBar : onBar + 1).map(({ name, text, run }, index) => (
            <Button key={name} small look={index === 0 ? 'primary' : 'plain'} onPress={run}>
              {text}
            </Button>
          ))}
        {total > 0 && acts.length > onBar + 1 && (
          <Button small onPress={() => setSheet('more')}>
            {t('ui.more')}
          </Button>
        )}
      </Box>
      {sheet === 'more' && (
        <Sheet title={t('operation.ofMany', { number: total })} onClose={() => setSheet(undefined)}>
          {acts.map(({ name, text, run }) => (
            <Press key={name} className="pick-row" onPress={run}>
              <Box className="pick-main">{text}</Box>
            </Press>
          ))}
        </Sheet>
      )}
      {sheet === 'table' && object && (
        <Suspense fallback={null}>
          <TableSheet
            meta={object}
            query={chosen.found?.query ?? query}
            count={total}
            columns={columns ?? firstColumns(object)}
            ids={chosen.found ? undefined : [...chosen.records.keys()]}
            chosen
            onClose={() => setSheet(undefined)}
          />
        </Suspense>
      )}
    </Box>
  )
}
