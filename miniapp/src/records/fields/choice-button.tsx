import { useState } from 'react'
import { PickButton, type PickRow, PickSheet } from './pick-sheet'

interface ChoiceButtonProps {
  label: string
  rows: readonly PickRow[]
  chosen: string
  onChoose: (id: string) => void
}

/** One of a few, chosen from a sheet; for pages that are no form of a record. */
export function ChoiceButton({ label, rows, chosen, onChoose }: ChoiceButtonProps) {
  const [choosing, setChoosing] = useState(false)
  const fitting = (words: string) => rows.filter(({ name }) => name.includes(words.trim()))
  return (
    <>
      <PickButton
        label={label}
        text={rows.find(({ id }) => id === chosen)?.name ?? ''}
        onPress={() => setChoosing(true)}
      />
      {choosing && (
        <PickSheet
          title={label}
          rows={fitting}
          chosen={[chosen]}
          onToggle={({ id }) => {
            onChoose(id)
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
