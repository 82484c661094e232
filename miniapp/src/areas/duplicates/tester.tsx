import type { Value } from '@gonghai/shared/client/api'
import type { DuplicateTryInput } from '@gonghai/shared/client/duplicates-api'
import type { DuplicateObject } from '@gonghai/shared/rules/duplicates'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { useObject } from '../../lib/meta'
import { FieldRow } from '../../records/fields/field-row'
import { Chip } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { duplicateCalls } from './calls'
import { Hits } from './hits'

interface TesterProps {
  object: DuplicateObject
  /** A rule that is being edited; without it the saved rules are tried. */
  rule?: DuplicateTryInput['rule']
}

/** Type a company: what would be found, at which degree, and what a colleague would see. */
export function Tester({ object, rule }: TesterProps) {
  const t = useT()
  const meta = useObject(object)
  const [values, setValues] = useState<Record<string, Value>>({})
  const given = useLater(JSON.stringify({ object, values, ...(rule ? { rule } : {}) }), 400)
  const some = Object.values(values).some(value => typeof value === 'string' && value.trim().length > 1)
  const found = useQuery({
    queryKey: ['duplicates', 'try', given],
    queryFn: () => duplicateCalls.tryRule(JSON.parse(given)),
    enabled: some,
    retry: false,
    placeholderData: before => before,
  })
  const wanted = new Set(rule?.conditions.map(({ field }) => field))
  const fields = Object.entries(meta?.fields ?? {}).filter(
    ([name, field]) => field.match && field.match !== 'customer' && (!rule || wanted.has(name)),
  )
  return (
    <>
      <Box className="settings-group">{t('duplicate.rules.try')}</Box>
      <Box className="card rule-form">
        <Box className="rule-note">{t('duplicate.rules.tryHint')}</Box>
        {fields.map(([name, { required: _required, ...field }]) => (
          <FieldRow
            key={name}
            object={object}
            name={name}
            field={field}
            values={values}
            onChange={value => setValues({ ...values, [name]: value })}
          />
        ))}
        <Box className="rule-note">{t(rule ? 'duplicate.rules.tryDraft' : 'duplicate.rules.trySaved')}</Box>
      </Box>
      {some && found.isError && <Failure error={found.error} />}
      {some && found.data && (
        <>
          <Box className="settings-group">
            {found.data.hits.length > 0 ? (
              t('duplicate.rules.colleague')
            ) : (
              <Chip tone="success">{t('duplicate.rules.tryNone')}</Chip>
            )}
          </Box>
          <Hits hits={found.data.hits} quiet />
        </>
      )}
    </>
  )
}
