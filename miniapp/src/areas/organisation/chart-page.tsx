import type { ChartAnswer } from '@gonghai/shared/client/organisation-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { organisationCalls } from './calls'
import { DepartmentSheet } from './department-sheet'
import { OrganisationSheet } from './organisation-sheet'
import { type Branch, peopleBelow, treesOf } from './tree'
import './organisation.scss'

/** The organisation chart, drawn or as a list; pressing a department opens everything that can be done with it (SET-1). */
export function ChartPage() {
  const t = useT()
  const { open } = useNavigation()
  const [look, setLook] = useState('diagram')
  const [department, setDepartment] = useState<string>()
  const [organisation, setOrganisation] = useState<string>()
  const found = useQuery({ queryKey: ['organisation', 'chart'], queryFn: organisationCalls.chart })
  const chart = found.data
  return (
    <Page
      title={t('organisation.chart.title')}
      extra={
        <Button small icon="customers" onPress={() => open({ page: 'settings/people' })}>
          {t('organisation.people.title')}
        </Button>
      }
    >
      <Tabs
        tabs={['diagram', 'list'].map(key => ({ key, text: t(`organisation.chart.${key}`) }))}
        current={look}
        onChange={setLook}
      />
      <Scroll className="settings organisation" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && !chart && <Failure error={found.error} retry={() => void found.refetch()} />}
        {chart?.organisations.map(one => (
          <Box key={one.id}>
            <OrganisationHead chart={chart} id={one.id} onPress={() => setOrganisation(one.id)} />
            {treesOf(chart.departments.filter(node => node.organisationId === one.id)).map(tree =>
              look === 'list' ? (
                <Box key={tree.department.id} className="card settings-list">
                  <Lines tree={tree} level={0} onPress={setDepartment} />
                </Box>
              ) : (
                <Box key={tree.department.id} className="organisation-canvas">
                  <Drawn tree={tree} onPress={setDepartment} />
                </Box>
              ),
            )}
          </Box>
        ))}
        {chart && (
          <Box className="organisation-tools">
            <Button small icon="plus" onPress={() => setOrganisation('new')}>
              {t('organisation.chart.addOrganisation')}
            </Button>
          </Box>
        )}
      </Scroll>
      {chart && department && (
        <DepartmentSheet chart={chart} id={department} onClose={() => setDepartment(undefined)} />
      )}
      {chart && organisation && (
        <OrganisationSheet
          organisation={chart.organisations.find(one => one.id === organisation)}
          onClose={() => setOrganisation(undefined)}
        />
      )}
    </Page>
  )
}

function OrganisationHead({ chart, id, onPress }: { chart: ChartAnswer; id: string; onPress: () => void }) {
  const t = useT()
  const one = chart.organisations.find(other => other.id === id)!
  return (
    <Press className="organisation-head" onPress={onPress}>
      <Words className="row-title">{one.name}</Words>
      {one.functions.map(key => (
        <Chip key={key} tone="accent">
          {t(`organisation.function.${key}`)}
        </Chip>
      ))}
      <Icon name="edit" size={16} />
    </Press>
  )
}

interface TreeProps {
  tree: Branch
  onPress: (id: string) => void
}

/** One box of the drawing with the boxes below it; lines are borders, so that every host draws them. */
function Drawn({ tree, onPress }: TreeProps) {
  const t = useT()
  const { department, children } = tree
  return (
    <Box className="tree">
      <Press className="tree-box" onPress={() => onPress(department.id)}>
        <Box className="tree-name">{department.name}</Box>
        <Box className="tree-line">{department.manager?.name ?? t('organisation.chart.noManager')}</Box>
        <Box className="tree-line">{t('organisation.chart.people', { count: peopleBelow(tree) })}</Box>
      </Press>
      {children.length > 0 && (
        <Box className="tree-below">
          {children.map(child => (
            <Box key={child.department.id} className="tree-child">
              <Drawn tree={child} onPress={onPress} />
            </Box>
          ))}
        </Box>
      )}
    </Box>
  )
}

function Lines({ tree, level, onPress }: TreeProps & { level: number }) {
  const t = useT()
  const { department, children } = tree
  const facts = [
    department.manager?.name ?? t('organisation.chart.noManager'),
    t('organisation.chart.people', { count: peopleBelow(tree) }),
  ]
  return (
    <>
      <Press className="settings-row" onPress={() => onPress(department.id)}>
        <Box className="item-main" style={{ paddingLeft: level * 20 }}>
          <Box className="row-title">{department.name}</Box>
          <Box className="row-facts">{facts.join(t('ui.dot'))}</Box>
        </Box>
        {department.attribute && <Chip>{t(`organisation.attribute.${department.attribute}`)}</Chip>}
        <Icon name="forward" size={16} />
      </Press>
      {children.map(child => (
        <Lines key={child.department.id} tree={child} level={level + 1} onPress={onPress} />
      ))}
    </>
  )
}
