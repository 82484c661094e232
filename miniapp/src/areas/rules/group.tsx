import type { RecordView, Value } from '@gonghai/shared/client/api'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import type { ObjectMeta } from '../../lib/meta'
import { dayAfter, dayText } from '../../lib/time'
import { FieldRow } from '../../records/fields/field-row'
import type { Issues } from '../../records/fields/validate'
import { fieldsOf, type RuleGroup } from './draft'

interface GroupProps {
  group: RuleGroup
  pool: RecordView
  meta: ObjectMeta
  values: Record<string, Value>
  issues: Issues
  onChange: (name: string, value: Value) => void
}

/** Figures that belong together, each with a sentence that says what it means as it stands. */
export function RuleGroupCard({ group, pool, meta, values, issues, onChange }: GroupProps) {
  const t = useT()
  const kind = pool.values.kind ?? null
  return (
    <Box>
      <Box className="settings-group">{t(`poolRule.group.${group.key}`)}</Box>
      <Box className="card form">
        {fieldsOf(group, kind).map(name => {
          const field = meta.fields[name]
          return (
            field && (
              <Box key={name}>
                <FieldRow
                  object="pool"
                  name={name}
                  field={field}
                  values={values}
                  issue={issues[name]}
                  onChange={value => onChange(name, value)}
                />
                {!issues[name] && <Example name={name} value={values[name]} pool={pool} />}
              </Box>
            )
          )
        })}
      </Box>
    </Box>
  )
}

/** "Followed up today and never again, it falls back on 21 December": the figure in an example; an empty one in words. */
function Example({ name, value, pool }: { name: string; value: Value | undefined; pool: RecordView }) {
  const t = useT()
  const count = Number(value)
  const isOff =
    value === null || value === undefined || value === '' || value === false || Number.isNaN(count)
  const lead = pool.values.kind === 'lead' && name === 'dealDays' ? 'Lead' : ''
  const key = isOff ? `${name}Off` : name === 'lockLimit' && count === 0 ? 'lockLimitNone' : `${name}${lead}`
  const params = { count, next: count + 1, pool: pool.title, date: isOff ? '' : dayText(dayAfter(count)) }
  return <Box className="rules-example">{t(`poolRule.example.${key}`, params)}</Box>
}
