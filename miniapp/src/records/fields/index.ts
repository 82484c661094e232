import type { FieldKind } from '@gonghai/shared/objects/declare'
import type { ComponentType } from 'react'
import { ChoiceInput } from './choice-input'
import { FilesInput } from './files-input'
import type { FieldProps } from './input-props'
import { LinesInput } from './lines-input'
import { PeopleInput } from './people-input'
import { MomentInput, PlainInput } from './plain-input'
import { RecordInput } from './record-input'
import { SwitchInput } from './switch-input'
import { TagsInput } from './tags-input'

/** The component for each kind of field. */
export const fieldInputs: Record<FieldKind, ComponentType<FieldProps>> = {
  text: PlainInput,
  longText: PlainInput,
  phone: PlainInput,
  email: PlainInput,
  url: PlainInput,
  integer: PlainInput,
  decimal: PlainInput,
  money: PlainInput,
  percent: PlainInput,
  date: MomentInput,
  dateTime: MomentInput,
  boolean: SwitchInput,
  choice: ChoiceInput,
  choices: ChoiceInput,
  reference: RecordInput,
  record: RecordInput,
  people: PeopleInput,
  tags: TagsInput,
  files: FilesInput,
  lines: LinesInput,
}
