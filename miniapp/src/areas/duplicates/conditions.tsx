import type { DuplicateRulesAnswer } from '@gonghai/shared/client/duplicates-api'
import { type DuplicateCondition, type DuplicateObject, leastDegree } from '@gonghai/shared/rules/duplicates'
import { Box } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { fieldLabel } from '../../records/words'
import { Button, IconButton } from '../../ui/button'
import { Choose } from './choose'

interface ConditionsProps {
  object: DuplicateObject
  fields: DuplicateRulesAnswer['fields'][DuplicateObject]
  conditions: DuplicateCondition[]
  onChange: (conditions: DuplicateCondition[]) => void
}

const usualDegree = 80

/** What must agree: fields, each the same or alike by a degree. */
export function Conditions({ object, fields, conditions, onChange }: ConditionsProps) {
  const t = useT()
  const free = fields.filter(({ field }) => !conditions.some(one => one.field === field))
  const put = (at: number, change: Partial<DuplicateCondition>) =>
    onChange(conditions.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <>
      {conditions.map((condition, at) => {
        const known = fields.find(one => one.field === condition.field)
        const options = [condition.field, ...free.map(({ field }) => field)]
        const fuzzy = condition.match === 'fuzzy'
        return (
          <Box key={condition.field} className="rule-condition">
            <Choose
              label={t('duplicate.rules.conditions')}
              options={fields.map(({ field }) => field).filter(field => options.includes(field))}
              chosen={[condition.field]}
              words={field => fieldLabel(object, field)}
              onChange={([field]) => field && put(at, { field, match: 'exact' })}
            />
            {known?.fuzzy && (
              <Choose
                label={fieldLabel(object, condition.field)}
                options={['exact', 'fuzzy'] as const}
                chosen={[condition.match]}
                words={match => t(`duplicate.rules.${match}`)}
                onChange={([match]) => match && put(at, { match, degree: condition.degree ?? usualDegree })}
              />
            )}
            {fuzzy && (
              <TextInput
                className="rule-degree"
                keyboard="integer"
                label={t('duplicate.rules.degree')}
                placeholder={`${leastDegree}–100`}
                max={3}
                value={condition.degree ? String(condition.degree) : ''}
                onChange={value => put(at, { degree: Number(value.replace(/\D/g, '')) || null })}
              />
            )}
            {conditions.length > 1 && (
              <IconButton
                icon="close"
                label={t('ui.clear')}
                onPress={() => onChange(conditions.filter((_, index) => index !== at))}
              />
            )}
          </Box>
        )
      })}
      {free[0] && (
        <Button
          look="text"
          small
          icon="plus"
          onPress={() => onChange([...conditions, { field: free[0]!.field, match: 'exact' }])}
        >
          {t('duplicate.rules.addCondition')}
        </Button>
      )}
    </>
  )
}
