import type { OverviewAnswer } from '@gonghai/shared/client/customer-api'
import { useQuery } from '@tanstack/react-query'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useObject } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { grouped, moneyText } from '../../lib/number'
import { relationApi } from '../../lib/relation-api'
import { dueText } from '../../lib/time'
import { countText } from '../../records/use-rows'
import { valueText } from '../../records/value-text'
import { relatedLabel } from '../../records/words'
import { Chip, toneOf } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { RelationGraph } from '../relations/relation-graph'
import { WithWords } from '../settings/setting-frame'
import { customerCalls } from './calls'
import { Months } from './months'
import { Story } from './story'
import './customer-pages.scss'
import './overview.scss'

/** The whole picture of a customer on one page: figures, what comes next, what belongs to it, and its story. */
export function OverviewPage({ id }: { id: string }) {
  const t = useT()
  const { inPane } = useNavigation()
  const found = useQuery({ queryKey: ['overview', id], queryFn: () => customerCalls.overview(id) })
  const title = found.data?.record.title ?? t('object.customer.label')
  return (
    <Page title={title}>
      <Scroll className="customer-page" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton rows={8} />}
        {found.isError && !found.data && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && (
          <WithWords>
            <Box className={inPane ? 'overview' : 'overview overview-wide'}>
              <Box className="overview-side">
                <Head overview={found.data} />
                <Figures figures={found.data.figures} />
                <Next next={found.data.next} />
                {found.data.months.length > 0 && <Months months={found.data.months} />}
                <Relations id={found.data.record.id} />
                <Related overview={found.data} />
              </Box>
              <Story key={found.data.record.id} id={found.data.record.id} />
            </Box>
          </WithWords>
        )}
      </Scroll>
    </Page>
  )
}

function Head({ overview: { record } }: { overview: OverviewAnswer }) {
  const t = useT()
  const { open } = useNavigation()
  const meta = useObject('customer')
  if (!meta) return null
  const facts = ['owner', 'pool', 'industry', 'region'].map(name => valueText(meta, name, record))
  return (
    <Press
      className="card customer-card overview-head"
      onPress={() => open({ page: 'record', object: 'customer', id: record.id })}
    >
      <Box className="overview-title">
        <Words className="customer-title">{record.title}</Words>
        <Chip tone={toneOf(record.values.stage)}>{valueText(meta, 'stage', record)}</Chip>
      </Box>
      <Box className="customer-small">{[record.number, ...facts].filter(Boolean).join(t('ui.dot'))}</Box>
    </Press>
  )
}

function Figures({ figures }: { figures: OverviewAnswer['figures'] }) {
  const t = useT()
  const amounts = figures.amounts.map(one => moneyText(one.amount, one.currency))
  const shown: [string, string][] = [
    ['followUps', countText(figures.followUps)],
    ['quiet', figures.quiet === null ? '—' : grouped(figures.quiet)],
    ['contracts', countText(figures.contracts)],
    ['amount', amounts.length > 0 ? amounts.join(' + ') : '—'],
    [
      'requests',
      figures.openRequests > 0
        ? `${figures.openRequests} / ${figures.requests}`
        : countText(figures.requests),
    ],
    ['assets', countText(figures.assets)],
    ['contacts', countText(figures.contacts)],
    ['days', grouped(figures.days)],
  ]
  return (
    <Box className="card customer-card sums">
      {shown.map(([name, text]) => (
        <Box key={name} className="sum">
          <Box className="sum-value">{text}</Box>
          <Box className="customer-small">{t(`customers.view.figures.${name}`)}</Box>
        </Box>
      ))}
    </Box>
  )
}

function Next({ next }: { next: OverviewAnswer['next'] }) {
  const t = useT()
  const { open } = useNavigation()
  return (
    <Box className="card customer-card">
      <Box className="overview-label">{t('customers.view.next')}</Box>
      {next.length === 0 && <Box className="customer-small">{t('customers.view.noNext')}</Box>}
      {next.map(one => (
        <Press
          key={`${one.kind}:${one.record}:${one.title}`}
          className="overview-row"
          onPress={() => open(one.record)}
        >
          <Words className="overview-main">
            {one.kind === 'task' || one.kind === 'approval'
              ? `${t(`customers.view.${one.kind}`)}${t('ui.dot')}${one.title}`
              : one.title}
          </Words>
          {one.at && one.kind !== 'approval' && <Words className="customer-small">{dueText(one.at)}</Words>}
          <Icon name="forward" size={16} />
        </Press>
      ))}
    </Box>
  )
}

/** Who and what stands around the customer, drawn; absent where it stands alone. */
function Relations({ id }: { id: string }) {
  const t = useT()
  const { open } = useNavigation()
  const found = useQuery({
    queryKey: ['graph', 'customer', id],
    queryFn: () => relationApi.graph('customer', id),
  })
  if (!found.data || found.data.nodes.length <= 1) return null
  return (
    <Box className="card customer-card">
      <Box className="overview-label">{t('customers.view.relations')}</Box>
      <RelationGraph graph={found.data} onPress={node => node.kind !== 'person' && open(node.id)} />
    </Box>
  )
}

function Related({ overview: { record, related } }: { overview: OverviewAnswer }) {
  const t = useT()
  const { open } = useNavigation()
  const shown = related.filter(one => !['followUp', 'attachment'].includes(one.object))
  return (
    <Box className="card customer-card">
      <Box className="overview-label">{t('customers.view.related')}</Box>
      {shown.map(({ object, field, count }) => (
        <Press
          key={`${object}:${field}`}
          className="overview-row"
          onPress={() =>
            open({
              page: 'list',
              object,
              field,
              value: object === 'task' ? `customer:${record.id}` : record.id,
              title: `${record.title} · ${relatedLabel(object, field)}`,
            })
          }
        >
          <Words className="overview-main">{relatedLabel(object, field)}</Words>
          <Words className="customer-small">{countText(count)}</Words>
          <Icon name="forward" size={16} />
        </Press>
      ))}
    </Box>
  )
}
