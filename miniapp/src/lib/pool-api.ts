import type {
  ReviewListAnswer,
  RoutesAnswer,
  RoutesPreview,
  RoutesPreviewAnswer,
} from '@gonghai/shared/client/pool-api'
import { call } from './http'

const word = encodeURIComponent

/** Calls about pools beyond their records; shapes in `shared/client/pool-api.ts`. */
export const poolApi = {
  reviews: (tab: string, cursor?: string) =>
    call<ReviewListAnswer>('GET', `/api/pools/reviews?tab=${tab}${cursor ? `&cursor=${word(cursor)}` : ''}`),
  routes: (object: string) => call<RoutesAnswer>('GET', `/api/pools/routes?object=${object}`),
  previewRoutes: (draft: RoutesPreview) =>
    call<RoutesPreviewAnswer>('POST', '/api/pools/routes/preview', draft),
}
