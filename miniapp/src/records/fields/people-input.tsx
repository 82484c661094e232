import type { Reference } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import type { FieldProps } from './input-props'
import { PickButton, type PickRow, PickSheet } from './pick-sheet'

interface PeopleSheetProps {
  title: string
  chosen: string[]
  several?: boolean
  onToggle: (row: PickRow) => void
  onClose: () => void
}

/** Colleagues to choose from; those one worked with last come first. */
export function PeopleSheet(props: PeopleSheetProps) {
  const t = useT()
  const [words, setWords] = useState('')
  const settled = useLater(words, 250)
  const { data, isFetching } = useQuery({ queryKey: ['people', settled], queryFn: () => api.people(settled) })
  const rows = (data?.people ?? []).map(person => ({
    id: person.id,
    name: person.name,
    line: [person.title, person.department].filter(Boolean).join(t('ui.dot')),
  }))
  return <PickSheet {...props} rows={() => rows} onWords={setWords} loading={isFetching} />
}

/** Several colleagues. */
export function PeopleInput({ label, value, references, issue, onChange }: FieldProps) {
  const t = useT()
  const [choosing, setChoosing] = useState(false)
  const chosen: Reference[] = (references ?? []).filter(one => (value as string[] | null)?.includes(one.id))
  const set = (next: Reference[]) =>
    onChange(
      next.map(({ id }) => id),
      next,
    )
  const toggle = (row: PickRow) => {
    const others = chosen.filter(({ id }) => id !== row.id)
    set(others.length < chosen.length ? others : [...chosen, { id: row.id, name: row.name }])
  }
  return (
    <>
      <PickButton
        label={label}
        invalid={!!issue}
        text={chosen.map(({ name }) => name).join(t('ui.listComma'))}
        onPress={() => setChoosing(true)}
        onClear={() => set([])}
      />
      {choosing && (
        <PeopleSheet
          title={label}
          several
          chosen={chosen.map(({ id }) => id)}
          onToggle={toggle}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
