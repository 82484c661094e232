import type { Reference, Value } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { setOwnField } from '../../lib/own-fields'
import { FieldRow } from '../../records/fields/field-row'
import { checkField } from '../../records/fields/validate'
import { type FieldDraft, previewOf } from './field-draft'

/** The field as people will see it in the form, alive: what is typed here is kept nowhere. */
export function FieldPreview({ draft }: { draft: FieldDraft }) {
  const t = useT()
  const [values, setValues] = useState<Record<string, Value>>({})
  const [names, setNames] = useState<Record<string, Reference[]>>({})
  if (draft.kind === 'formula') return null
  const field = previewOf({ ...draft, label: draft.label || t('fields.unnamed') })
  // The row asks for the words of a field by its name.
  setOwnField('preview', 'field', field)
  const value = values.field
  const issue = value === undefined ? undefined : checkField(field, value)
  return (
    <Box className="field-preview">
      <Box className="form-section">{t('fields.preview')}</Box>
      <FieldRow
        object="preview"
        name="field"
        field={field}
        values={values}
        references={names}
        issue={issue}
        onChange={(next, references) => {
          setValues({ field: next })
          if (references) setNames({ field: references })
        }}
      />
    </Box>
  )
}
