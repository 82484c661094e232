import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { PeopleSheet } from '../../records/fields/people-input'
import { PickSheet } from '../../records/fields/pick-sheet'
import { Button, IconButton } from '../../ui/button'
import { Sheet } from '../../ui/sheet'
import { DepartmentSheet } from './department-sheet'
import { scopeLabel, subjectLabel } from './labels'
import { type Need, needs, type RoleDraft, ruleOf, scopes } from './role-draft'
import type { RolePartProps } from './role-permissions'

/** Whose records a role reaches: for everything, and apart for single kinds of record. */
export function RoleScopes(props: RolePartProps) {
  const t = useT()
  const { draft, catalogue, editable, onChange } = props
  const [adding, setAdding] = useState(false)
  const owned = catalogue.areas.flatMap(area => area.objects).filter(object => object.owned)
  const own = owned.filter(({ name }) => draft.scopes[name])
  const open = owned.filter(({ name }) => !draft.scopes[name])
  const add = (object: string) => {
    onChange({ ...draft, scopes: { ...draft.scopes, [object]: { ...ruleOf(draft, object) } } })
    setAdding(false)
  }
  const named = (object: string) => draft.named.some(one => one.object === object)
  return (
    <>
      <Box className="access-note">{t('access.role.example')}</Box>
      {['*', ...own.map(({ name }) => name), ...open.map(({ name }) => name).filter(named)].map(object => (
        <ScopeCard key={object} object={object} {...props} />
      ))}
      {editable && (
        <Button icon="plus" onPress={() => setAdding(true)}>
          {t('access.role.addScope')}
        </Button>
      )}
      {adding && (
        <PickSheet
          title={t('access.role.addScope')}
          rows={words =>
            open
              .map(({ name }) => ({ id: name, name: subjectLabel(name) }))
              .filter(row => row.name.includes(words))
          }
          chosen={[]}
          onToggle={row => add(row.id)}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  )
}

/** The scope names that a need can have beside its neighbours: a list is never narrower than what is opened. */
function withNeed(rule: Record<Need, string>, need: Need, scope: string): Record<Need, string> {
  const next = { ...rule, [need]: scope }
  const rank = (name: string) => scopes.indexOf(name as (typeof scopes)[number])
  const at = needs.indexOf(need)
  for (const wider of needs.slice(0, at)) if (rank(next[wider]) < rank(scope)) next[wider] = scope
  for (const narrower of needs.slice(at + 1)) if (rank(next[narrower]) > rank(scope)) next[narrower] = scope
  return next
}

function ScopeCard({ object, draft, editable, onChange }: RolePartProps & { object: string }) {
  const t = useT()
  const [choosing, setChoosing] = useState<Need>()
  const rule = ruleOf(draft, object)
  const set = (next: Record<Need, string>) =>
    onChange({ ...draft, scopes: { ...draft.scopes, [object]: next } })
  const hint = (need: Need) => t(`access.scopeHint.${rule[need]}`)
  const reset = () => {
    const { [object]: _gone, ...rest } = draft.scopes
    onChange({ ...draft, scopes: rest, named: draft.named.filter(one => one.object !== object) })
  }
  return (
    <Box className="card access-card">
      <Box className="access-head">
        <Box className="access-name">
          {object === '*' ? t('access.role.byDefault') : subjectLabel(object)}
        </Box>
        {editable && object !== '*' && (
          <Button small look="text" onPress={reset}>
            {t('access.role.resetScope')}
          </Button>
        )}
      </Box>
      {needs.map(need => (
        <Press
          key={need}
          className="access-line"
          label={`${t(`access.need.${need}`)} ${scopeLabel(rule[need])}`}
          disabled={!editable}
          onPress={() => setChoosing(need)}
        >
          <Words className="access-grow">{t(`access.need.${need}`)}</Words>
          <Words>{scopeLabel(rule[need])}</Words>
          {editable && <Icon name="forward" size={16} />}
        </Press>
      ))}
      <Box className="access-sentence">
        {t('access.role.sentence', { query: hint('query'), view: hint('view'), edit: hint('edit') })}
      </Box>
      <NamedList object={object} draft={draft} editable={editable} onChange={onChange} />
      {choosing && (
        <Sheet title={t(`access.need.${choosing}`)} onClose={() => setChoosing(undefined)}>
          {scopes.map(scope => (
            <Press
              key={scope}
              role="radio"
              className="pick-row"
              pressed={rule[choosing] === scope}
              onPress={() => {
                set(withNeed(rule, choosing, scope))
                setChoosing(undefined)
              }}
            >
              <Box className="pick-main">
                <Box>{scopeLabel(scope)}</Box>
                <Box className="pick-line">{t(`access.scopeHint.${scope}`)}</Box>
              </Box>
              {rule[choosing] === scope && <Icon name="check" />}
            </Press>
          ))}
        </Sheet>
      )}
    </Box>
  )
}

type NamedProps = {
  object: string
  draft: RoleDraft
  editable: boolean
  onChange: (draft: RoleDraft) => void
}

/** People and departments by name, each with how far. */
function NamedList({ object, draft, editable, onChange }: NamedProps) {
  const t = useT()
  const [adding, setAdding] = useState<'employee' | 'department'>()
  const mine = draft.named.filter(one => one.object === object)
  if (mine.length === 0 && !editable) return null
  const add = (kind: 'employee' | 'department', target: { id: string; name: string }) => {
    setAdding(undefined)
    if (mine.some(one => one.target.id === target.id)) return
    onChange({ ...draft, named: [...draft.named, { object, kind, target, need: 'view' }] })
  }
  const change = (index: number, need?: Need) => {
    const at = draft.named.indexOf(mine[index]!)
    const rest = need
      ? draft.named.map((one, position) => (position === at ? { ...one, need } : one))
      : draft.named.filter((_, position) => position !== at)
    onChange({ ...draft, named: rest })
  }
  const next = (need: Need) => needs[(needs.indexOf(need) + 1) % needs.length]!
  return (
    <Box>
      {mine.map((one, index) => (
        <Box key={one.target.id} className="access-line">
          <Icon name={one.kind === 'employee' ? 'person' : 'customers'} size={18} />
          <Words className="access-grow">{one.target.name}</Words>
          <Button small look="tint" disabled={!editable} onPress={() => change(index, next(one.need))}>
            {t(`access.need.${one.need}`)}
          </Button>
          {editable && <IconButton icon="close" label={t('ui.clear')} onPress={() => change(index)} />}
        </Box>
      ))}
      {editable && (
        <Box className="access-chips">
          <Button small icon="plus" onPress={() => setAdding('employee')}>
            {t('access.role.addEmployee')}
          </Button>
          <Button small icon="plus" onPress={() => setAdding('department')}>
            {t('access.role.addDepartment')}
          </Button>
        </Box>
      )}
      {adding === 'employee' && (
        <PeopleSheet
          title={t('access.role.named')}
          chosen={[]}
          onToggle={row => add('employee', row)}
          onClose={() => setAdding(undefined)}
        />
      )}
      {adding === 'department' && (
        <DepartmentSheet onPick={row => add('department', row)} onClose={() => setAdding(undefined)} />
      )}
    </Box>
  )
}
