import type { RecordView, Reference } from '@gonghai/shared/client/api'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { type Translate, useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { asking } from '../../records/asking'
import { useRows } from '../../records/use-rows'
import { actionLabel, objectsLabel, optionLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { toast } from '../../ui/toast'
import '../../records/list.scss'
import './pool.scss'

/** Every pool with its rules in words, and the ways to change them. */
export function PoolsSetting() {
  const t = useT()
  const { open } = useNavigation()
  const found = useRows('pool', { limit: 100, sort: 'name' })
  return (
    <Page title={t('pools.settings')}>
      <Scroll className="settings" onEnd={found.more} onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && !found.rows.length && (
          <Failure error={found.error} retry={() => void found.refetch()} />
        )}
        {found.isSuccess && !found.rows.length && <Empty icon="pools" title={t('pools.settings')} />}
        <Box className="pools-tools">
          <Button look="primary" small icon="plus" onPress={() => open({ page: 'form', object: 'pool' })}>
            {t('pools.add')}
          </Button>
          <Button small icon="sort" onPress={() => open({ page: 'settings/pool-routes' })}>
            {t('pools.routes')}
          </Button>
        </Box>
        {found.rows.map(pool => (
          <PoolCard key={pool.id} pool={pool} />
        ))}
      </Scroll>
    </Page>
  )
}

/** What holds for claims, in words; a figure that is empty is a rule that is off. */
function limitWords(t: Translate, { values }: RecordView): string[] {
  if (values.claimRule === 'assignOnly') return [t('pools.limit.assignOnly')]
  const figures = [
    ['holdLimit', 'hold'],
    ['dayLimit', 'day'],
    ['recordLimit', 'record'],
    ['recordLimitDays', 'lifts'],
  ] as const
  const words = figures.flatMap(([field, key]) => {
    const count = values[field]
    return typeof count === 'number' ? [t(`pools.limit.${key}`, { count })] : []
  })
  return words.length ? words : [t('pools.limit.none')]
}

/** When records fall back, in words. */
function deadlineWords(t: Translate, { values }: RecordView): string[] {
  const figures = [
    ['recycleDays', 'follow'],
    ['dealDays', 'sign'],
    ['dormantDays', 'dormant'],
  ] as const
  const words = figures.flatMap(([field, key]) => {
    const count = values[field]
    return typeof count === 'number' ? [t(`poolRule.summary.${key}`, { count })] : []
  })
  return words.length ? words : [t('poolRule.summary.none')]
}

function reviewWords(t: Translate, { values }: RecordView): string[] {
  const own = values.kind === 'customer' ? [t(`pools.review.${String(values.reviewType)}`)] : []
  return values.groupReview ? [...own, t('pools.groupReview')] : own
}

function PoolCard({ pool }: { pool: RecordView }) {
  const t = useT()
  const { open } = useNavigation()
  const { values, references } = pool
  const members = Array.isArray(values.members) ? values.members.length : 0
  const found = references.administrators
  const people: Reference[] = Array.isArray(found) ? found : []
  const names = people.map(person => person.name).join(t('ui.listComma'))
  return (
    <Box className="card row pool-card">
      <Press className="row-open" onPress={() => open({ page: 'form', object: 'pool', id: pool.id })}>
        <Box className="row-title">{pool.title}</Box>
        <Box className="row-facts">
          {[t('pools.members', { count: members }), t('pools.administrators', { names })].join(t('ui.dot'))}
        </Box>
        <Box className="row-facts">{limitWords(t, pool).join(t('ui.dot'))}</Box>
        <Box className="row-facts">{reviewWords(t, pool).join(t('ui.dot'))}</Box>
        <Box className="row-facts">{deadlineWords(t, pool).join(t('ui.dot'))}</Box>
      </Press>
      <Box className="row-side">
        {values.isDefault === true && <Chip tone="accent">{t('pools.default')}</Chip>}
        <Chip>{optionLabel('pool', 'kind', String(values.kind)) || objectsLabel(String(values.kind))}</Chip>
        <Button small onPress={() => open({ page: 'settings/pool-rules', id: pool.id })}>
          {t('poolRule.open')}
        </Button>
        <RetireButton pool={pool} />
      </Box>
    </Box>
  )
}

/** Asks which pool takes what this one has; the default pool says why it can't go. */
function RetireButton({ pool }: { pool: RecordView }) {
  const { data: meta } = useMeta()
  const blocked = pool.blocked['pool.retire']
  const contract = meta?.actions['pool.retire']
  if (!contract || !(blocked || pool.allowed.includes('pool.retire'))) return null
  const { id: _id, ...asked } = contract.input
  const ask = () => {
    if (blocked) return toast(blocked, { tone: 'danger' })
    const about = String(pool.values.kind)
    asking.set({ action: 'pool.retire', title: pool.title, known: { id: pool.id }, about, asked })
  }
  return (
    <Button small onPress={ask}>
      {actionLabel('pool.retire')}
    </Button>
  )
}
