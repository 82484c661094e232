import { useState } from 'react'
import { Attachments } from '../../ui/attachments'
import type { FieldProps } from './input-props'

/** Pictures that go along with an action; the value is their ids. */
export function FilesInput({ field, value, onChange }: FieldProps) {
  const [names, setNames] = useState<Record<string, string>>({})
  const ids = Array.isArray(value) ? (value as string[]) : []
  return (
    <Attachments
      side="staff"
      max={field.max ?? 9}
      files={ids.map(id => ({ id, name: names[id] ?? id }))}
      onChange={files => {
        setNames(Object.fromEntries(files.map(file => [file.id, file.name])))
        onChange(files.map(file => file.id))
      }}
    />
  )
}
