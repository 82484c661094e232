import type { ReviewView } from '@gonghai/shared/client/pool-api'
import type { Field } from '@gonghai/shared/objects/declare'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { poolApi } from '../../lib/pool-api'
import { momentText } from '../../lib/time'
import { asking } from '../../records/asking'
import { CheckBox } from '../../records/check-box'
import { ListEnd } from '../../records/list-view'
import { runOrSay } from '../../records/run-action'
import { actionLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip, type Tone } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { WithWords } from '../settings/setting-frame'
import { isOpen, ReviewBar } from './review-bar'
import '../../records/list.scss'
import './pool.scss'

const tabs = ['waiting', 'asked', 'decided'] as const

const tones: Record<ReviewView['state'], Tone> = {
  waiting: 'warning',
  agreed: 'success',
  rejected: 'danger',
  withdrawn: 'plain',
  overruled: 'plain',
}

/** Claims of other groups and new customers: those that wait for the reader, those the reader asked for, those decided. */
export function ReviewsPage({ tab: first }: { tab?: string }) {
  return (
    <WithWords>
      <Reviews first={first ?? 'waiting'} />
    </WithWords>
  )
}

function Reviews({ first }: { first: string }) {
  const t = useT()
  const [tab, setTab] = useState(first)
  const found = useInfiniteQuery({
    queryKey: ['pool-reviews', tab],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => poolApi.reviews(tab, pageParam),
    getNextPageParam: last => last.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  const decidable = rows.filter(isOpen)
  /** Ids of the reviews that are decided together; undefined while one only reads. */
  const [chosen, setChosen] = useState<ReadonlySet<string>>()
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const choose = (key: string) => {
    setChosen(undefined)
    setTab(key)
  }
  const more = () => {
    if (found.hasNextPage && !found.isFetchingNextPage && !found.isError) void found.fetchNextPage()
  }
  return (
    <Page title={t('pools.reviews')}>
      <Tabs tabs={tabs.map(key => ({ key, text: t(`pools.tab.${key}`) }))} current={tab} onChange={choose} />
      {decidable.length > 1 && !chosen && (
        <Box className="pools-tools">
          <Button small icon="check" onPress={() => setChosen(new Set())}>
            {t('operation.choose')}
          </Button>
        </Box>
      )}
      <Scroll className="list-scroll" onEnd={more} onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && !rows.length && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.isSuccess && !rows.length && (
          <Empty icon="pools" title={t('pools.reviewsEmpty')} text={t('pools.reviewsEmptyText')} />
        )}
        {rows.map(review => (
          <ReviewRow
            key={review.id}
            review={review}
            chosen={chosen && isOpen(review) ? chosen.has(review.id) : undefined}
            onToggle={chosen ? () => toggle(review.id) : undefined}
          />
        ))}
        {rows.length > 0 && (
          <ListEnd
            busy={found.isFetchingNextPage}
            more={found.hasNextPage}
            failed={found.isFetchNextPageError}
            retry={() => void found.fetchNextPage()}
          />
        )}
      </Scroll>
      {chosen && <ReviewBar open={decidable} chosen={chosen} onChoose={setChosen} />}
    </Page>
  )
}

/** Who wants what: "王磊要领取", "陈立要分配给王磊", "张晓琳新建的客户". */
function useLine(review: ReviewView): string {
  const t = useT()
  const asker = review.asker?.name ?? ''
  if (review.kind === 'newCustomer') return t('pools.newLine', { name: asker })
  const name = review.claimant?.name ?? ''
  return review.kind === 'claim' ? t('pools.claimLine', { name }) : t('pools.assignLine', { asker, name })
}

interface ReviewRowProps {
  review: ReviewView
  /** Whether it is among those that are decided together; undefined where it can't be. */
  chosen?: boolean
  /** While one chooses. */
  onToggle?: () => void
}

function ReviewRow({ review, chosen, onToggle }: ReviewRowProps) {
  const t = useT()
  const { open } = useNavigation()
  const [object = '', id = ''] = review.record.split(':')
  const line = useLine(review)
  const origin = review.lastOwner && t('pools.from', { owner: review.lastOwner })
  const decided = review.decidedAt
    ? t('pools.decidedBy', { name: review.decidedBy ?? '', time: momentText(review.decidedAt) })
    : t('pools.waitsFor', { names: review.reviewers.map(one => one.name).join(t('ui.listComma')) })
  return (
    <Box className={`card row review-row ${chosen ? 'row-on' : ''}`}>
      {chosen !== undefined && (
        <Press role="checkbox" className="row-check" label={review.title} pressed={chosen} onPress={onToggle}>
          <CheckBox on={chosen} />
        </Press>
      )}
      <Press className="row-open" onPress={onToggle ?? (() => open({ page: 'record', object, id }))}>
        <Box className="row-title">{review.title}</Box>
        <Box className="row-facts">
          {[line, review.pool, origin, momentText(review.createdAt)].filter(Boolean).join(t('ui.dot'))}
        </Box>
        <Box className="row-facts">{decided}</Box>
        {review.reason && <Box className="review-reason">{review.reason}</Box>}
      </Press>
      <Box className="row-side">
        <Chip tone={tones[review.state]}>{t(`pools.state.${review.state}`)}</Chip>
      </Box>
      {!onToggle && <ReviewButtons review={review} />}
    </Box>
  )
}

const agrees = new Set(['pool.agreeClaim', 'customer.review'])

/** These are never sent without a reason. */
const rejects = new Set(['pool.rejectClaim', 'customer.rejectReview'])
const reason: Field = { kind: 'text', required: true, max: 200 }

/** Agreeing is one press; a rejection asks for its reason. */
function ReviewButtons({ review }: { review: ReviewView }) {
  const [busy, setBusy] = useState('')
  if (!review.allowed.length) return null
  const known = { review: review.id }
  const run = async (name: string) => {
    if (rejects.has(name)) {
      asking.set({ action: name, title: review.title, known, asked: { reason } })
      return
    }
    setBusy(name)
    await runOrSay(name, known)
    setBusy('')
  }
  return (
    <Box className="review-buttons">
      {review.allowed.map(name => (
        <Button
          key={name}
          small
          look={agrees.has(name) ? 'primary' : 'plain'}
          busy={busy === name}
          onPress={() => void run(name)}
        >
          {actionLabel(name)}
        </Button>
      ))}
    </Box>
  )
}
