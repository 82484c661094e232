import type { Value } from '@gonghai/shared/client/api'
import type {
  PortalActionAnswer,
  PortalAsset,
  PortalAssetList,
  PortalFileAnswer,
  PortalMe,
  PortalRequest,
  PortalRequestList,
  PortalSessionAnswer,
  PortalSurvey,
} from '@gonghai/shared/client/portal-api'
import type { Locale } from '@gonghai/shared/i18n/locale'
import type { PageSignature } from '@gonghai/shared/ports/platform'
import { call } from './http'
import { customer } from './session'

const word = encodeURIComponent
const mine = { door: customer }

/** Every call of the customers' door; shapes in `shared/client/portal-api.ts`. Only the customer's session goes along. */
export const portalApi = {
  me: () => call<PortalMe>('GET', '/portal/me', undefined, mine),
  setLocale: (locale: Locale) => call<PortalMe>('PATCH', '/portal/me', { locale }, mine),
  requests: (tab: 'open' | 'closed', cursor?: string) =>
    call<PortalRequestList>(
      'GET',
      `/portal/requests?tab=${tab}${cursor ? `&cursor=${word(cursor)}` : ''}`,
      undefined,
      mine,
    ),
  request: (id: string) => call<PortalRequest>('GET', `/portal/requests/${word(id)}`, undefined, mine),
  assets: (cursor?: string) =>
    call<PortalAssetList>(
      'GET',
      `/portal/assets?limit=50${cursor ? `&cursor=${word(cursor)}` : ''}`,
      undefined,
      mine,
    ),
  asset: (id: string) => call<PortalAsset>('GET', `/portal/assets/${word(id)}`, undefined, mine),
  assetByCode: (code: string) =>
    call<PortalAsset>('GET', `/portal/assets/by-code/${word(code)}`, undefined, mine),
  survey: (id: string) => call<PortalSurvey>('GET', `/portal/surveys/${word(id)}`, undefined, mine),
  run: (action: string, input: Record<string, Value>, key: string) =>
    call<PortalActionAnswer>('POST', `/portal/actions/${action}`, input, { key, ...mine }),
  upload: (form: unknown) => call<PortalFileAnswer>('POST', '/portal/files', form, mine),
  pageSignature: (url: string) => call<PageSignature>('POST', '/portal/jsapi', { url }, mine),
  ticket: (ticket: string, verifier: string) =>
    call<PortalSessionAnswer>('POST', '/auth/wechat/ticket', { ticket, verifier }, { open: true }),
  signOut: () => call<null>('POST', '/portal/sign-out', {}, mine),
}
