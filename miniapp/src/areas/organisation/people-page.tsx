import type { Lack, PersonRow } from '@gonghai/shared/client/organisation-api'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { useNavigation } from '../../lib/navigate'
import { Avatar } from '../../ui/avatar'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { SearchBox } from '../../ui/search-box'
import { Skeleton } from '../../ui/skeleton'
import { type Tab, Tabs } from '../../ui/tabs'
import { organisationCalls } from './calls'
import { FormSheet } from './form-sheet'
import { departmentRows, positionRows } from './tree'
import './organisation.scss'

const lacks: readonly Lack[] = ['position', 'account', 'role', 'leader', 'handover']

/** Everybody, those who left, and whoever lacks something (SET-1). */
export function PeoplePage({ department }: { department?: string }) {
  const t = useT()
  const [tab, setTab] = useState('active')
  const [words, setWords] = useState('')
  const [adding, setAdding] = useState(false)
  const q = useLater(words, 250)
  const lack = lacks.find(one => one === tab)
  const found = useInfiniteQuery({
    queryKey: ['organisation', 'people', department, tab, q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      organisationCalls.people({
        q,
        department,
        state: tab === 'left' ? 'left' : 'active',
        lack,
        after: pageParam,
      }),
    getNextPageParam: last => last.next ?? undefined,
  })
  const counts = found.data?.pages[0]?.counts
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  const tabs: Tab[] = [
    { key: 'active', text: t('organisation.people.active', { count: counts?.active ?? '' }) },
    { key: 'left', text: t('organisation.people.left', { count: counts?.left ?? '' }) },
    ...lacks
      .filter(key => (counts?.lacks[key] ?? 0) > 0 || key === tab)
      .map(key => ({ key, text: t(`organisation.lack.${key}`), count: counts?.lacks[key] ?? 0 })),
  ]
  return (
    <Page
      title={t('organisation.people.title')}
      extra={
        <Button small look="primary" icon="plus" onPress={() => setAdding(true)}>
          {t('organisation.people.add')}
        </Button>
      }
    >
      <Tabs tabs={tabs} current={tab} onChange={setTab} />
      <Scroll
        className="settings organisation"
        onEnd={() => found.hasNextPage && void found.fetchNextPage()}
        onRefresh={() => found.refetch()}
      >
        <SearchBox value={words} placeholder={t('organisation.people.search')} onChange={setWords} />
        {found.isPending && <Skeleton />}
        {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.isSuccess && rows.length === 0 && (
          <Empty icon="customers" title={t('organisation.people.none')} />
        )}
        {rows.length > 0 && (
          <Box className="card settings-list organisation-people">
            {rows.map(person => (
              <Row key={person.id} person={person} />
            ))}
          </Box>
        )}
      </Scroll>
      {adding && <AddPerson department={department} onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Row({ person }: { person: PersonRow }) {
  const t = useT()
  const { open } = useNavigation()
  const platforms = person.platforms.map(one => t(`ui.platform.${one}`))
  return (
    <Press className="settings-row" onPress={() => open({ page: 'settings/person', id: person.id })}>
      <Avatar name={person.name} size={36} />
      <Box className="item-main">
        <Box className="row-title">{person.name}</Box>
        <Box className="row-facts">
          {[person.title, person.department, ...platforms].filter(Boolean).join(t('ui.dot'))}
        </Box>
      </Box>
      <Box className="organisation-chips">
        {!person.active && <Chip tone="danger">{t('organisation.people.left_mark')}</Chip>}
        {person.lacks.slice(0, 2).map(lack => (
          <Chip key={lack} tone="warning">
            {t(`organisation.lack.${lack}`)}
          </Chip>
        ))}
      </Box>
      <Icon name="forward" size={16} />
    </Press>
  )
}

function AddPerson({ department, onClose }: { department: string | undefined; onClose: () => void }) {
  const t = useT()
  const { open } = useNavigation()
  const { data: chart } = useQuery({ queryKey: ['organisation', 'chart'], queryFn: organisationCalls.chart })
  const label = (key: string) => t(`organisation.person.${key}`)
  return (
    <FormSheet
      title={t('organisation.people.add')}
      action="employee.create"
      button={t('ui.save')}
      known={{}}
      initial={department ? { department } : {}}
      asked={[
        { as: 'text', name: 'name', label: t('organisation.chart.name'), required: true },
        {
          as: 'choice',
          name: 'department',
          label: label('department'),
          rows: departmentRows(chart),
          required: true,
        },
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
      ]}
      onClose={onClose}
      onDone={result => open({ page: 'settings/person', id: String(result.id) })}
    />
  )
}
