import type { Filter } from '@gonghai/shared/client/api'
import type { ObjectName } from '@gonghai/shared/objects/declare'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { useObject } from '../../lib/meta'
import { Tabs } from '../../ui/tabs'
import { recentOf, remember } from '../recent'
import { valueText } from '../value-text'
import { objectLabel } from '../words'
import { DepartmentSheet } from './department-sheet'
import { EngineersSheet, isForEngineers } from './engineers-sheet'
import type { FieldProps } from './input-props'
import { PeopleSheet } from './people-input'
import { PickButton, type PickRow, PickSheet } from './pick-sheet'

interface RecordSheetProps {
  title: string
  targets: readonly ObjectName[]
  chosen: string[]
  /** Only these are choices. */
  filter?: Filter
  /** This one is no choice: the record that another is looked for. */
  except?: string
  onPick: (target: ObjectName, row: PickRow) => void
  onClose: () => void
}

/** Records to choose from: those opened last first, then what the search finds. */
export function RecordSheet({ title, targets, chosen, filter, except, onPick, onClose }: RecordSheetProps) {
  const t = useT()
  const [target, setTarget] = useState<ObjectName>(targets[0] ?? 'customer')
  const [words, setWords] = useState('')
  const search = useLater(words, 250)
  const meta = useObject(target)
  const { data, isFetching } = useQuery({
    queryKey: ['list', target, 'pick', search, filter],
    queryFn: () =>
      api.list(target, { search: search || undefined, limit: 30, ...(filter ? { filter } : {}) }),
  })
  const recent = words || filter ? [] : recentOf(target).map(one => ({ ...one, line: t('ui.recent') }))
  const found = (data?.rows ?? []).map(row => ({
    id: row.id,
    name: row.title,
    line: meta?.facts
      .map(fact => valueText(meta, fact, row))
      .filter(Boolean)
      .join(t('ui.dot')),
  }))
  const rows = [...recent, ...found.filter(row => !recent.some(({ id }) => id === row.id))].filter(
    ({ id }) => id !== except,
  )
  const head = targets.length > 1 && (
    <Tabs
      tabs={targets.map(key => ({ key, text: objectLabel(key) }))}
      current={target}
      onChange={key => setTarget(key as ObjectName)}
    />
  )
  return (
    <PickSheet
      title={title}
      head={head}
      rows={() => rows}
      chosen={chosen}
      loading={isFetching}
      onWords={setWords}
      onToggle={row => {
        remember(target, row)
        onPick(target, row)
      }}
      onClose={onClose}
    />
  )
}

/** Customers go into pools of customers, leads into those of leads. */
function poolsFor(target: string | undefined, kind: string): Filter | undefined {
  if (target !== 'pool' || (kind !== 'customer' && kind !== 'lead')) return undefined
  return { field: 'kind', op: 'eq', value: kind }
}

/** A record of the declared target (or of one of several), or one colleague. */
export function RecordInput({ object, about, field, label, value, references, issue, onChange }: FieldProps) {
  const t = useT()
  const [choosing, setChoosing] = useState(false)
  const person = field.target === 'employee'
  const People = isForEngineers(object) ? EngineersSheet : PeopleSheet
  const [picked, setPicked] = useState<PickRow>()
  const targets = field.kind === 'record' ? (field.targets ?? []) : [field.target as ObjectName]
  const id = typeof value === 'string' ? (value.split(':').pop() ?? '') : ''
  const name = id
    ? (references?.find(one => one.id === id || one.id === value)?.name ??
      (picked?.id === id ? picked.name : t('ui.hidden')))
    : ''
  const close = () => setChoosing(false)
  const pick = (target: string, row: PickRow) => {
    // An action's question keeps no names beside its values.
    setPicked(row)
    onChange(field.kind === 'record' ? `${target}:${row.id}` : row.id, [{ id: row.id, name: row.name }])
    close()
  }
  const chosen = id ? [id] : []
  return (
    <>
      <PickButton
        label={label}
        text={name}
        invalid={!!issue}
        onPress={() => setChoosing(true)}
        onClear={field.required ? undefined : () => onChange(null, [])}
      />
      {choosing && person && (
        <People title={label} chosen={chosen} onToggle={row => pick('employee', row)} onClose={close} />
      )}
      {choosing && field.target === 'department' && (
        <DepartmentSheet
          title={label}
          chosen={chosen}
          onPick={row => pick('department', row)}
          onClose={close}
        />
      )}
      {choosing && !person && field.target !== 'department' && (
        <RecordSheet
          title={label}
          targets={targets}
          chosen={chosen}
          filter={poolsFor(field.target, about ?? object)}
          onPick={pick}
          onClose={close}
        />
      )}
    </>
  )
}
