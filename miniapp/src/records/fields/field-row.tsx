import type { Reference, Value } from '@gonghai/shared/client/api'
import type { Field } from '@gonghai/shared/objects/declare'
import { Box, Words } from '../../kit/box'
import { hasText, useT } from '../../lib/i18n'
import { fieldLabel } from '../words'
import { fieldInputs } from './index'
import './fields.scss'

interface FieldRowProps {
  object: string
  about?: string
  name: string
  field: Field
  values: Record<string, Value>
  references?: Record<string, Reference[]>
  issue?: string
  inner?: Record<string, string>
  onChange: (value: Value, references?: Reference[]) => void
  onBlur?: () => void
}

/** Label, input and what is wrong with it. Actions' own questions have their labels under `ui.ask`. */
export function FieldRow({
  object,
  about,
  name,
  field,
  values,
  references,
  issue,
  inner,
  onChange,
  onBlur,
}: FieldRowProps) {
  const t = useT()
  const Input = fieldInputs[field.kind]
  const asked = object.startsWith('ask.')
  const own = `ui.ask.${object.slice(4)}.${name}`
  const label = asked ? t(hasText(own) ? own : `ui.ask.${name}`) : fieldLabel(object, name)
  const id = `field-${object}-${name}`.replace(/\./g, '-')
  return (
    <Box className={`field ${issue ? 'field-wrong' : ''}`} id={`${id}-row`}>
      <Box className="field-label">
        {label}
        {field.required && <Words className="field-star"> *</Words>}
      </Box>
      {field.series && !values[name] && <Box className="field-hint">{t('ui.series')}</Box>}
      {field.hint && <Box className="field-hint">{field.hint}</Box>}
      <Input
        id={id}
        object={object}
        about={about}
        name={name}
        field={field}
        label={label}
        value={values[name]}
        references={references?.[name]}
        issue={issue}
        inner={inner}
        onChange={onChange}
        onBlur={onBlur}
      />
      {issue && (
        <Box className="field-issue" role="alert">
          {issue}
        </Box>
      )}
    </Box>
  )
}
