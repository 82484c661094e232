import type { EffectiveRow, EmployeeAccessAnswer } from '@gonghai/shared/client/access-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { PeopleSheet } from '../../records/fields/people-input'
import { PickButton, PickSheet } from '../../records/fields/pick-sheet'
import { runOrSay } from '../../records/run-action'
import { fieldLabel } from '../../records/words'
import { Button, IconButton } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { SettingHistory } from '../settings/setting-history'
import { AdditionSheet } from './addition-sheet'
import { accessCalls } from './calls'
import { useGiving } from './grant-sheet'
import { scopeLabel, subjectLabel, verbLabel } from './labels'
import './access.scss'

/** Somebody's roles, what they see besides, and what it all adds up to, with where each comes from. */
export function PersonAccessPage({ id: first }: { id?: string }) {
  const t = useT()
  const [person, setPerson] = useState(first ? { id: first, name: '' } : undefined)
  const [choosing, setChoosing] = useState(!first)
  const found = useQuery({
    queryKey: ['person-access', person?.id],
    enabled: !!person,
    queryFn: () => accessCalls.person(person!.id),
  })
  return (
    <Page title={t('access.person.title')}>
      <Scroll className="access-page">
        <PickButton
          label={t('access.person.choose')}
          text={found.data?.employee.name ?? person?.name ?? ''}
          onPress={() => setChoosing(true)}
        />
        {person && found.isPending && <Skeleton />}
        {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && <Report answer={found.data} />}
      </Scroll>
      {choosing && (
        <PeopleSheet
          title={t('access.person.choose')}
          chosen={person ? [person.id] : []}
          onToggle={row => {
            setPerson(row)
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </Page>
  )
}

function Report({ answer }: { answer: EmployeeAccessAnswer }) {
  const t = useT()
  const { data: meta } = useMeta()
  const { employee } = answer
  const lacks = [
    !employee.active && t('access.person.left'),
    !employee.linked && t('access.person.notLinked'),
    !employee.position && t('access.person.noPosition'),
  ].filter(Boolean)
  return (
    <>
      <Box className="access-note">
        {[employee.department, employee.position, ...lacks].filter(Boolean).join(t('ui.dot'))}
      </Box>
      <Grants answer={answer} may={meta?.may.includes('role.grant') ?? false} />
      <Box className="settings-group">{t('access.person.effective')}</Box>
      {answer.effective.length === 0 && <Box className="access-warn">{t('access.person.nothing')}</Box>}
      {answer.effective.map(row => (
        <Effective key={row.object} row={row} />
      ))}
      {meta?.may.includes('access.configure') && <SettingHistory subject="access" id={employee.id} />}
    </>
  )
}

function Grants({ answer, may }: { answer: EmployeeAccessAnswer; may: boolean }) {
  const t = useT()
  const [adding, setAdding] = useState<'role' | 'reach'>()
  const roles = useQuery({ queryKey: ['roles'], queryFn: accessCalls.roles, enabled: adding === 'role' })
  const { give, sheet } = useGiving(may)
  const { employee, grants, additions } = answer
  return (
    <>
      <Box className="settings-group">{t('access.person.grants')}</Box>
      <Box className="card access-card">
        {grants.map(grant => (
          <Box key={`${grant.role.id}${grant.organisation?.id}${grant.position?.id}`} className="access-line">
            <Icon name="shield" />
            <Box className="access-grow">
              <Box>{grant.role.name}</Box>
              <Box className="access-soft">
                {grant.position && t('access.person.fromPosition', { position: grant.position.name })}
                {grant.organisation && t('access.role.onlyIn', { organisation: grant.organisation.name })}
              </Box>
            </Box>
            {may && !grant.position && (
              <Button
                small
                look="text"
                onPress={() =>
                  void runOrSay('role.revoke', {
                    employee: employee.id,
                    role: grant.role.id,
                    ...(grant.organisation ? { organisation: grant.organisation.id } : {}),
                  })
                }
              >
                {t('action.role.revoke.label')}
              </Button>
            )}
          </Box>
        ))}
        {may && (
          <Button small look="tint" icon="plus" onPress={() => setAdding('role')}>
            {t('access.person.addRole')}
          </Button>
        )}
      </Box>
      <Box className="settings-group">{t('access.person.additions')}</Box>
      <Box className="card access-card">
        <Box className="access-soft">{t('access.person.additionsHint')}</Box>
        {additions.map(one => (
          <Box key={one.id} className="access-line">
            <Icon name={one.kind === 'employee' ? 'person' : 'customers'} />
            <Box className="access-grow">
              <Box>{one.target.name}</Box>
              <Box className="access-soft">
                {[subjectLabel(one.object), t(`access.need.${one.need}`)].join(t('ui.dot'))}
              </Box>
            </Box>
            {may && (
              <IconButton
                icon="close"
                label={`${t('action.access.drop.label')} ${one.target.name}`}
                onPress={() => void runOrSay('access.drop', { addition: one.id })}
              />
            )}
          </Box>
        ))}
        {may && (
          <Button small look="tint" icon="plus" onPress={() => setAdding('reach')}>
            {t('access.person.addAddition')}
          </Button>
        )}
      </Box>
      {adding === 'role' && (
        <PickSheet
          title={t('access.person.addRole')}
          loading={roles.isPending}
          rows={words =>
            (roles.data?.roles ?? [])
              .map(role => ({ id: role.id, name: role.name }))
              .filter(row => row.name.includes(words))
          }
          chosen={grants.map(({ role }) => role.id)}
          onToggle={row => {
            setAdding(undefined)
            give({ employee, role: row })
          }}
          onClose={() => setAdding(undefined)}
        />
      )}
      {sheet}
      {adding === 'reach' && <AdditionSheet employee={employee} onClose={() => setAdding(undefined)} />}
    </>
  )
}

/** One object: what may be done, how far, and by which role. */
function Effective({ row }: { row: EffectiveRow }) {
  const t = useT()
  const from = (names: readonly string[]) =>
    names.length > 0 ? t('access.person.from', { roles: names.join(t('ui.listComma')) }) : ''
  const roles = [...new Set(row.verbs.flatMap(verb => verb.from))]
  return (
    <Box className="card access-card">
      <Box className="access-head">
        <Box className="access-name">{subjectLabel(row.object)}</Box>
        {row.off && <Chip tone="warning">{t('access.person.off')}</Chip>}
      </Box>
      <Box>{row.verbs.map(({ verb }) => verbLabel(verb)).join(t('ui.listComma'))}</Box>
      <Box className="access-soft">{from(roles)}</Box>
      {row.scopes.map(({ need, scope, from: names }) => (
        <Box key={`${need}${scope}`} className="access-soft">
          {`${t(`access.need.${need}`)}: ${scopeLabel(scope)} (${names.join(t('ui.listComma'))})`}
        </Box>
      ))}
      {row.named.map(one => (
        <Box key={`${one.target.id}${one.from}`} className="access-soft">
          {`${t(`access.need.${one.need}`)}: ${one.target.name} (${one.from || t('access.person.personally')})`}
        </Box>
      ))}
      {row.masks.length > 0 && (
        <Box className="access-chips">
          {row.masks.map(({ field, masking, partly }) => (
            <Chip key={field} tone="warning">
              {`${fieldLabel(row.object, field)} ${t(`access.role.${masking}`)}${partly ? ` (${t('access.person.partly')})` : ''}`}
            </Chip>
          ))}
        </Box>
      )}
    </Box>
  )
}
