import type { ApprovalView } from '@gonghai/shared/client/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { ListEnd } from '../../records/list-view'
import { Avatar } from '../../ui/avatar'
import { Chip, toneOf } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import '../../records/list.scss'
import '../today/today.scss'
import './approval.scss'

const tabs = ['waiting', 'mine', 'decided'] as const

/** Approvals that wait for the reader, that the reader started, and that the reader decided. */
export function ApprovalsPage({ tab: first }: { tab?: string }) {
  const t = useT()
  const [tab, setTab] = useState(first ?? 'waiting')
  const found = useInfiniteQuery({
    queryKey: ['approvals', tab],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => api.approvals(tab, pageParam),
    getNextPageParam: last => last.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  const more = () => {
    if (found.hasNextPage && !found.isFetchingNextPage && !found.isError) void found.fetchNextPage()
  }
  return (
    <Page title={t('ui.approval.title')}>
      <Tabs
        tabs={tabs.map(key => ({ key, text: t(`ui.approval.tab.${key}`) }))}
        current={tab}
        onChange={setTab}
      />
      <Scroll className="list-scroll approvals" onEnd={more} onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && !rows.length && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.isSuccess && !rows.length && <Empty icon="approval" title={t(`ui.approval.none.${tab}`)} />}
        {rows.map(approval => (
          <ApprovalRow key={approval.id} approval={approval} />
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
    </Page>
  )
}

function ApprovalRow({ approval }: { approval: ApprovalView }) {
  const t = useT()
  const { open } = useNavigation()
  const facts = approval.facts.slice(0, 2).map(fact => fact.value)
  return (
    <Press className="card approval-row" onPress={() => open({ page: 'approval', id: approval.id })}>
      <Avatar name={approval.applicant.name} size={40} />
      <Box className="item-main">
        <Box className="row-title">{approval.title}</Box>
        <Box className="row-facts">
          {[approval.applicant.name, ...facts, momentText(approval.createdAt)].join(t('ui.dot'))}
        </Box>
      </Box>
      <Chip tone={toneOf(approval.state)}>{t(`ui.approval.state.${approval.state}`)}</Chip>
    </Press>
  )
}
