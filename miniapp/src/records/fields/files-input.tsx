import { useState } from 'react'
import { Attachments } from '../../ui/attachments'
import type { FieldProps } from './input-props'

/** Pictures that go along with an action; the value is their ids. */
export function FilesInput({ field, value, references, onChange }: FieldProps) {
  const [names, setNames] = useState<Record<string, string>>({})
  const ids = Array.isArray(value) ? (value as string[]) : []
  return (
    <Attachments
      side="staff"
      max={field.max ?? 9}
      files={ids.map(id => ({ id, name: names[id] ?? references?.find(one => one.id === id)?.name ?? id }))}
      onChange={files => {
        setNames(Object.fromEntries(files.map(file => [file.id, file.name])))
        onChange(
          files.map(file => file.id),
          files.map(({ id, name }) => ({ id, name })),
        )
      }}
    />
  )
}
