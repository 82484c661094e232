import type { PersonAnswer } from '@gonghai/shared/client/organisation-api'
import { locales } from '@gonghai/shared/i18n/locale'
import { staffPlatforms } from '@gonghai/shared/rules/organisation'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { hasText, useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { runOrSay } from '../../records/run-action'
import { actionLabel } from '../../records/words'
import { Avatar } from '../../ui/avatar'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { SettingHistory } from '../settings/setting-history'
import { organisationCalls } from './calls'
import { FormSheet } from './form-sheet'
import { departmentRows, positionRows } from './tree'
import './organisation.scss'

/** One person: place, accounts, roles, what was changed, and the ways to change it (SET-1). */
export function PersonPage({ id }: { id: string }) {
  const t = useT()
  const found = useQuery({
    queryKey: ['organisation', 'person', id],
    queryFn: () => organisationCalls.person(id),
  })
  const person = found.data
  return (
    <Page title={person?.name ?? t('organisation.person.title')}>
      <Scroll className="settings organisation" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && !person && <Failure error={found.error} retry={() => void found.refetch()} />}
        {person && <Person person={person} />}
      </Scroll>
    </Page>
  )
}

type Doing = 'change' | 'move' | 'link'

function Person({ person }: { person: PersonAnswer }) {
  const t = useT()
  const { open } = useNavigation()
  const [doing, setDoing] = useState<Doing>()
  return (
    <>
      <Box className="card organisation-card">
        <Avatar name={person.name} size={48} />
        <Box className="item-main">
          <Box className="row-title">{person.name}</Box>
          <Box className="row-facts">
            {[person.title, person.department.name, person.organisation].filter(Boolean).join(t('ui.dot'))}
          </Box>
        </Box>
        {person.leftAt && (
          <Chip tone="danger">{t('organisation.person.left', { date: momentText(person.leftAt) })}</Chip>
        )}
      </Box>
      <Box className="organisation-tools">
        <Button small icon="edit" onPress={() => setDoing('change')}>
          {actionLabel('employee.change')}
        </Button>
        <Button small icon="sort" onPress={() => setDoing('move')}>
          {actionLabel('employee.move')}
        </Button>
        <Button small icon="exit" onPress={() => open({ page: 'settings/handover', id: person.id })}>
          {t('organisation.leave.title')}
        </Button>
        {!person.active && (
          <Button
            small
            look="primary"
            onPress={() => void runOrSay('employee.return', { employee: person.id })}
          >
            {actionLabel('employee.return')}
          </Button>
        )}
      </Box>
      <Facts person={person} />
      <Accounts person={person} onLink={() => setDoing('link')} />
      <Roles person={person} />
      <Handovers person={person} />
      <SettingHistory subject="organisation" id={person.id} />
      {doing && <Doing person={person} doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  const t = useT()
  return (
    <Box className="organisation-fact">
      <Words className="organisation-label">{label}</Words>
      <Words>{children || t('organisation.person.none')}</Words>
    </Box>
  )
}

function Facts({ person }: { person: PersonAnswer }) {
  const t = useT()
  const label = (key: string) => t(`organisation.person.${key}`)
  return (
    <Box className="card organisation-facts">
      <Fact label={label('department')}>{person.department.name}</Fact>
      <Fact label={label('position')}>{person.position?.name}</Fact>
      <Fact label={label('leader')}>{person.leader?.name}</Fact>
      <Fact label={label('reports')}>{person.reports.map(({ name }) => name).join(t('ui.listComma'))}</Fact>
      <Fact label={label('mobile')}>{person.mobile}</Fact>
      <Fact label={label('language')}>{t(`ui.language.${person.locale}`)}</Fact>
      <Fact label={label('records')}>{String(person.records)}</Fact>
    </Box>
  )
}

function Accounts({ person, onLink }: { person: PersonAnswer; onLink: () => void }) {
  const t = useT()
  const missing = staffPlatforms.filter(one => !person.accounts.some(({ platform }) => platform === one))
  return (
    <>
      <Box className="settings-group">{t('organisation.person.accounts')}</Box>
      <Box className="card organisation-facts">
        {person.accounts.length === 0 && (
          <Box className="organisation-hint">{t('organisation.person.noAccount')}</Box>
        )}
        {person.accounts.map(({ platform, userId }) => (
          <Box key={platform} className="organisation-fact">
            <Words className="organisation-label">{t(`ui.platform.${platform}`)}</Words>
            <Words className="item-main">{userId}</Words>
            <Button
              small
              look="text"
              onPress={() => void runOrSay('employee.unlink', { employee: person.id, platform })}
            >
              {actionLabel('employee.unlink')}
            </Button>
          </Box>
        ))}
        {missing.length > 0 && person.active && (
          <Button small look="tint" icon="plus" onPress={onLink}>
            {actionLabel('employee.link')}
          </Button>
        )}
      </Box>
    </>
  )
}

function Roles({ person }: { person: PersonAnswer }) {
  const t = useT()
  const { open } = useNavigation()
  const nameOf = ({ key, name }: PersonAnswer['roles'][number]) =>
    hasText(`ui.role.${key}`) ? t(`ui.role.${key}`) : name
  return (
    <>
      <Box className="settings-group">{t('organisation.person.roles')}</Box>
      <Press
        className="card organisation-facts organisation-press"
        onPress={() => open({ page: 'settings/roles' })}
      >
        {person.roles.length === 0 && (
          <Box className="organisation-hint">{t('organisation.person.noRole')}</Box>
        )}
        <Box className="organisation-chips">
          {person.roles.map(role => (
            <Chip key={`${role.key}:${role.through}`} tone="accent">
              {role.through === 'position'
                ? `${nameOf(role)} · ${t('organisation.person.through')}`
                : nameOf(role)}
            </Chip>
          ))}
        </Box>
      </Press>
    </>
  )
}

function Handovers({ person }: { person: PersonAnswer }) {
  const t = useT()
  const { open } = useNavigation()
  if (person.handovers.length === 0) return null
  return (
    <>
      <Box className="settings-group">{t('organisation.person.handovers')}</Box>
      <Box className="card settings-list">
        {person.handovers.map(({ id, at, by, total, done, failed, operation }) => (
          <Press
            key={id}
            className="settings-row"
            onPress={() => operation && open({ page: 'operation', id: operation })}
          >
            <Box className="item-main">
              {t('organisation.person.handoverLine', {
                date: momentText(at),
                by: by ?? '',
                total,
                done,
                failed,
              })}
            </Box>
            <Icon name="forward" size={16} />
          </Press>
        ))}
      </Box>
    </>
  )
}

function Doing({ person, doing, onClose }: { person: PersonAnswer; doing: Doing; onClose: () => void }) {
  const t = useT()
  const { data: chart } = useQuery({ queryKey: ['organisation', 'chart'], queryFn: organisationCalls.chart })
  const label = (key: string) => t(`organisation.person.${key}`)
  const shared = { title: person.name, known: { employee: person.id }, onClose }
  if (doing === 'move')
    return (
      <FormSheet
        {...shared}
        action="employee.move"
        button={actionLabel('employee.move')}
        initial={{ department: person.department.id }}
        asked={[
          {
            as: 'choice',
            name: 'department',
            label: label('department'),
            rows: departmentRows(chart),
            required: true,
          },
          {
            as: 'options',
            name: 'bring',
            label: t('organisation.person.bring', { count: person.records }),
            required: true,
            rows: [
              { id: 'true', text: label('bringYes') },
              { id: 'false', text: label('bringNo') },
            ],
          },
        ]}
      />
    )
  if (doing === 'link')
    return (
      <FormSheet
        {...shared}
        action="employee.link"
        button={actionLabel('employee.link')}
        text={label('linkHint')}
        asked={[
          {
            as: 'options',
            name: 'platform',
            label: label('platform'),
            required: true,
            rows: staffPlatforms
              .filter(one => !person.accounts.some(({ platform }) => platform === one))
              .map(id => ({ id, text: t(`ui.platform.${id}`) })),
          },
          { as: 'text', name: 'userId', label: label('account'), max: 64, required: true },
        ]}
      />
    )
  return (
    <FormSheet
      {...shared}
      action="employee.change"
      button={t('ui.save')}
      initial={{
        name: person.name,
        position: person.position?.id ?? null,
        leader: person.leader?.id ?? null,
        title: person.title ?? '',
        mobile: person.mobile ?? '',
        locale: person.locale,
      }}
      references={person.leader ? [person.leader] : []}
      asked={[
        { as: 'text', name: 'name', label: t('organisation.chart.name'), required: true },
        {
          as: 'choice',
          name: 'position',
          label: label('position'),
          rows: positionRows(chart),
          empty: label('none'),
        },
        { as: 'person', name: 'leader', label: label('leader') },
        { as: 'text', name: 'title', label: label('jobTitle') },
        { as: 'text', name: 'mobile', label: label('mobile'), keyboard: 'tel', max: 20 },
        {
          as: 'choice',
          name: 'locale',
          label: label('language'),
          rows: locales.map(one => ({ id: one, name: t(`ui.language.${one}`) })),
        },
      ]}
    />
  )
}
