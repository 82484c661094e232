import type { Reference, Value } from '@gonghai/shared/client/api'
import type { Field } from '@gonghai/shared/objects/declare'

/** What every field component gets. */
export interface FieldProps {
  id: string
  object: string
  /** The kind of record that an action's question is about. */
  about?: string
  name: string
  field: Field
  label: string
  value: Value | undefined
  /** Names of what the value points to, as far as they are known. */
  references?: Reference[]
  issue?: string
  onChange: (value: Value, references?: Reference[]) => void
  onBlur?: () => void
  /** Issues of the rows inside, by path below this field. */
  inner?: Record<string, string>
}
