import type { RecordView } from '@gonghai/shared/client/api'
import { Box, Words } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { Chip, toneOf } from '../ui/chip'
import { CheckBox } from './check-box'
import { dueOf } from './due'
import type { ListState } from './list-state'
import { toggleRecord } from './selection'
import { hitText, valueText } from './value-text'
import { fieldLabel } from './words'

interface TableProps {
  meta: ObjectMeta
  rows: RecordView[]
  state: ListState
  onSort: (sort: string) => void
  onOpen: (id: string) => void
  /** While one chooses several: which. */
  chosen?: ReadonlyMap<string, unknown>
  /** Field names, in order. */
  columns: string[]
  onColumns: () => void
}

const right = new Set(['money', 'integer', 'decimal', 'percent'])

/** Columns of a new reader: state, the facts, the key facts, the owner. */
export function firstColumns(meta: ObjectMeta): string[] {
  const wanted = [meta.state, ...meta.facts, ...meta.keyFacts, 'owner']
  const known = wanted.filter(
    (name): name is string => !!name && (name in meta.fields || name === 'createdAt'),
  )
  return [...new Set(known)].filter(name => name !== meta.title)
}

/** A list as a table, for wide windows; its columns are the reader's own. */
export function Table({ meta, rows, state, onSort, onOpen, chosen, columns, onColumns }: TableProps) {
  const t = useT()
  const shown = columns.filter(name => name in meta.fields || ['createdAt', 'number'].includes(name))
  const width = (name: string) =>
    meta.fields[name]?.kind === 'dateTime' ? 'minmax(148px, 1fr)' : 'minmax(96px, 1fr)'
  const template = {
    gridTemplateColumns: `minmax(180px, 2fr) ${shown.map(width).join(' ')} 44px`,
  }
  return (
    <Box className="card table" role="table">
      <Box className="table-row table-head" style={template} role="row">
        <HeadCell meta={meta} name={meta.title} sort={state.sort} onSort={onSort} />
        {shown.map(name => (
          <HeadCell key={name} meta={meta} name={name} sort={state.sort} onSort={onSort} />
        ))}
        <Press className="icon-button" label={t('ui.columns')} onPress={onColumns}>
          <Icon name="columns" size={18} />
        </Press>
      </Box>
      {rows.map(record => (
        <Press
          key={record.id}
          className={`table-line ${chosen?.has(record.id) ? 'table-line-on' : ''}`}
          onPress={() => (chosen ? toggleRecord(record) : onOpen(record.id))}
        >
          <Box className="table-row" style={template} role="row">
            <Box className="table-cell table-title">
              {chosen && <CheckBox on={chosen.has(record.id)} />}
              {record.title}
              {record.foundThrough && <Words className="row-hit">{hitText(record.foundThrough)}</Words>}
            </Box>
            {shown.map(name => (
              <Cell key={name} meta={meta} name={name} record={record} />
            ))}
            <Words />
          </Box>
        </Press>
      ))}
    </Box>
  )
}

interface HeadCellProps {
  meta: ObjectMeta
  name: string
  sort: string
  onSort: (sort: string) => void
}

function HeadCell({ meta, name, sort, onSort }: HeadCellProps) {
  const field = meta.fields[name]
  const label = fieldLabel(meta.name, name)
  const classes = `table-cell ${field && right.has(field.kind) ? 'table-right' : ''}`
  if (!field?.sortable) return <Box className={classes}>{label}</Box>
  const down = sort === `-${name}`
  return (
    <Press className={`${classes} table-sort`} onPress={() => onSort(down ? name : `-${name}`)}>
      {label}
      {(down || sort === name) && <Words>{down ? '↓' : '↑'}</Words>}
    </Press>
  )
}

function Cell({ meta, name, record }: { meta: ObjectMeta; name: string; record: RecordView }) {
  const text = valueText(meta, name, record)
  const field = meta.fields[name]
  const due = name === 'nextContactAt' || name === 'dueAt' ? dueOf(record) : undefined
  const plain = name === meta.state ? <Chip tone={toneOf(record.values[name])}>{text}</Chip> : text
  return (
    <Box className={`table-cell ${field && right.has(field.kind) ? 'table-right' : ''}`}>
      {due ? <Chip tone={due.tone}>{text}</Chip> : plain}
    </Box>
  )
}
