import type { ListQuery } from '@gonghai/shared/client/api'
import type {
  BinAnswer,
  BinCountsAnswer,
  MergePreviewAnswer,
  OverviewAnswer,
  SignCandidatesAnswer,
  StagesAnswer,
  TimelineAnswer,
} from '@gonghai/shared/client/customer-api'
import { call } from '../../lib/http'

const word = encodeURIComponent

/** The part of an address after `?`; what is empty is left out. */
function asked(parameters: Record<string, string | undefined>): string {
  const pairs = Object.entries(parameters).filter(([, value]) => value)
  return pairs.length ? `?${pairs.map(([name, value]) => `${name}=${word(value ?? '')}`).join('&')}` : ''
}

/** What the pages of customers ask; shapes in `shared/client/customer-api.ts`. */
export const customerCalls = {
  signCandidates: (id: string, name: string, taxNumber: string) =>
    call<SignCandidatesAnswer>(
      'GET',
      `/api/customers/${word(id)}/sign-candidates${asked({ name, taxNumber })}`,
    ),
  stages: (query: Pick<ListQuery, 'tab' | 'filter' | 'search'>) =>
    call<StagesAnswer>('POST', '/api/customers/stages', query),
  overview: (id: string) => call<OverviewAnswer>('GET', `/api/customers/${word(id)}/overview`),
  timeline: (id: string, kinds: string, cursor?: string) =>
    call<TimelineAnswer>('GET', `/api/customers/${word(id)}/timeline${asked({ kinds, cursor })}`),
  mergePreview: (winner: string, loser: string) =>
    call<MergePreviewAnswer>('POST', '/api/customers/merge-preview', { winner, loser }),
  binCounts: () => call<BinCountsAnswer>('GET', '/api/bin'),
  bin: (object: string, query: { search?: string; mine?: boolean; cursor?: string }) =>
    call<BinAnswer>('POST', `/api/bin/${object}/query`, query),
}
