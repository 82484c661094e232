import type { PortalAsset, PortalMe, PortalRequest, PortalSurvey } from '@gonghai/shared/client/portal-api'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { PortalGate } from '../../../miniapp/src/areas/portal/gate'
import { customer } from '../../../miniapp/src/lib/session'
import { HttpResponse, http, server } from './server'
import { fresh } from './show'

/** A verified contact of a customer with one machine. */
export const buildPortalMe = (change: Partial<PortalMe> = {}): PortalMe => ({
  name: '陈工',
  company: '苏州恒远电子有限公司',
  verified: true,
  companyView: false,
  following: true,
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  openRequests: 1,
  assets: 1,
  survey: null,
  ...change,
})

/** The customer's measuring machine. */
export const buildAsset = (change: Partial<PortalAsset> = {}): PortalAsset => ({
  id: 'asset-1',
  number: 'CPDA-20261101-0001',
  name: '三坐标 CMM-800',
  serialNumber: 'CMM-800-4471',
  code: 'abcdefgh12345678',
  company: { id: 'customer-1', name: '苏州恒远电子有限公司' },
  deliveredOn: '2025-11-01',
  warrantyEndsOn: '2099-11-01',
  serviceDueOn: null,
  place: '一号车间',
  openRequests: 0,
  ...change,
})

/** A rating that is asked for. */
export const buildSurvey = (change: Partial<PortalSurvey> = {}): PortalSurvey => ({
  id: 'survey-1',
  request: { id: 'request-1', number: 'FW-20261121-0007', title: '测量机开不了机，屏幕黑的' },
  engineer: '刘师傅',
  askedAt: '2026-11-21T08:00:00.000Z',
  expiresAt: '2026-12-05T08:00:00.000Z',
  ...change,
})

/** A request whose engineer is on the way. */
export const buildRequest = (change: Partial<PortalRequest> = {}): PortalRequest => ({
  id: 'request-1',
  number: 'FW-20261121-0007',
  title: '测量机开不了机，屏幕黑的',
  state: 'onTheWay',
  kind: 'fault',
  asset: { id: 'asset-1', name: '三坐标 CMM-800', serialNumber: 'CMM-800-4471' },
  createdAt: '2026-11-21T02:32:00.000Z',
  updatedAt: '2026-11-21T05:50:00.000Z',
  stars: null,
  description: '测量机开不了机，屏幕黑的',
  wantedAt: null,
  result: null,
  engineer: { name: '刘师傅', phone: '13905127788' },
  steps: [
    {
      id: 'step-1',
      kind: 'received',
      at: '2026-11-21T02:32:00.000Z',
      byCustomer: true,
      who: null,
      text: '您提交了报修',
      words: null,
      expectedAt: null,
      files: [{ id: 'file-1', fileName: 'screen.jpg', contentType: 'image/jpeg', url: '/files/file-1?s=1' }],
    },
    {
      id: 'step-2',
      kind: 'onTheWay',
      at: '2026-11-21T05:50:00.000Z',
      byCustomer: false,
      who: { name: '刘师傅', phone: '13905127788' },
      text: '工程师刘师傅已出发',
      words: null,
      expectedAt: '2026-11-21T06:30:00.000Z',
      files: [],
    },
  ],
  allowed: ['request.add', 'request.withdraw'],
  blocked: { 'request.urge': '两小时内已催过一次' },
  survey: null,
  ...change,
})

/** The server's answer to "who am I". */
export const answerMe = (change: Partial<PortalMe> = {}) =>
  http.get('/portal/me', () => HttpResponse.json(buildPortalMe(change)))

/** Shows a page of the customers' door to a follower who is signed in. */
export async function showPortal(page: ReactNode, me: Partial<PortalMe> = {}) {
  await fresh()
  customer.keep({ token: 'portal-1', expiresAt: '2099-01-01T00:00:00.000Z' })
  server.use(answerMe(me))
  return render(<PortalGate>{page}</PortalGate>)
}
