import type { DuplicateRuleView } from '@gonghai/shared/client/duplicates-api'
import { type DuplicateObject, duplicateObjects } from '@gonghai/shared/rules/duplicates'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { fieldLabel, objectLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { duplicateCalls } from './calls'
import { RuleForm } from './rule-form'
import { Tester } from './tester'
import './duplicates.scss'

const isObject = (word: string | undefined): word is DuplicateObject =>
  (duplicateObjects as readonly (string | undefined)[]).includes(word)

/** The duplicate rules of leads, customers and contacts; `id` opens one, `new` a fresh one (CUST-11). */
export function RulesPage({ id, object: given }: { id?: string; object?: string }) {
  const t = useT()
  const [object, setObject] = useState<DuplicateObject>(isObject(given) ? given : 'customer')
  const found = useQuery({ queryKey: ['duplicates', 'rules'], queryFn: duplicateCalls.rules })
  const rule = found.data?.rules.find(one => one.id === id)
  const title = id ? (rule ? 'duplicate.rules.edit' : 'duplicate.rules.add') : 'duplicate.rules.title'
  return (
    <Page title={t(title)}>
      <Scroll className="list-scroll">
        {found.isPending && <Skeleton />}
        {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && (
          <Box className="settings">
            {id ? (
              <RuleForm
                key={rule?.id ?? `new-${object}`}
                rule={rule}
                object={rule?.object ?? object}
                fields={found.data.fields[rule?.object ?? object]}
              />
            ) : (
              <RuleList rules={found.data.rules} object={object} onObject={setObject} />
            )}
          </Box>
        )}
      </Scroll>
    </Page>
  )
}

interface RuleListProps {
  rules: readonly DuplicateRuleView[]
  object: DuplicateObject
  onObject: (object: DuplicateObject) => void
}

function RuleList({ rules, object, onObject }: RuleListProps) {
  const t = useT()
  const { open } = useNavigation()
  const own = rules.filter(rule => rule.object === object)
  return (
    <>
      <Box className="collisions-intro">{t('duplicate.rules.intro')}</Box>
      <Tabs
        tabs={duplicateObjects.map(key => ({
          key,
          text: objectLabel(key),
          count: rules.filter(rule => rule.object === key && rule.active).length,
        }))}
        current={object}
        onChange={key => onObject(key as DuplicateObject)}
      />
      {own.length === 0 && <Empty title={t('duplicate.rules.none')} />}
      {own.length > 0 && (
        <Box className="card settings-list">
          {own.map(rule => (
            <RuleRow
              key={rule.id}
              rule={rule}
              onOpen={() => open({ page: 'settings/duplicates', id: rule.id, object })}
            />
          ))}
        </Box>
      )}
      <Box className="hit-steps">
        <Button
          look="tint"
          icon="plus"
          onPress={() => open({ page: 'settings/duplicates', id: 'new', object })}
        >
          {t('duplicate.rules.add')}
        </Button>
      </Box>
      <Tester object={object} />
    </>
  )
}

function RuleRow({ rule, onOpen }: { rule: DuplicateRuleView; onOpen: () => void }) {
  const t = useT()
  const conditions = rule.conditions.map(({ field, match, degree }) =>
    t(`duplicate.condition.${match}`, { field: fieldLabel(rule.object, field), degree: degree ?? 100 }),
  )
  const against = rule.targets.map(target => objectLabel(target)).join(t('ui.listComma'))
  return (
    <Press className={`settings-row ${rule.active ? '' : 'rule-off'}`} onPress={onOpen}>
      <Box className="hit-name">
        <Box className="row-title">{rule.title}</Box>
        <Box className="row-facts">{[conditions.join(' + '), against].join(t('ui.dot'))}</Box>
      </Box>
      <Chip tone={!rule.active ? 'plain' : rule.effect === 'forbid' ? 'danger' : 'warning'}>
        {t(rule.active ? `duplicate.effect.${rule.effect}` : 'duplicate.rules.off')}
      </Chip>
      <Icon name="forward" size={18} />
    </Press>
  )
}
