import { type Answer, type Call, type Route, startHost } from '../http-host'
import { loginAssets } from '../login-page'
import type { StandInStore } from '../store'
import { createAndDeliver, createCard, deliverCard, registerRoute, setSpaces, updateCard } from './card'
import { DingtalkControl } from './control'
import type { DingtalkCorp } from './corp'
import {
  getByUnionId,
  getDepartment,
  getPerson,
  listIds,
  listParents,
  listParentsOfPerson,
  listPeople,
  listPeopleBriefly,
  listSubDepartments,
  listSubIds,
  readScopes,
} from './directory'
import { refuseGateway, refuseNew } from './errors'
import { defaultTiming, Gateway, type GatewayTiming } from './gateway'
import { guardedNew, guardedOld } from './guard'
import { newTicket, oldTicket } from './jsapi'
import { authPage, confirmAuth, getUserInfo, readMe, userToken } from './login'
import { downloadMessageFile, serveFile, uploadMedia } from './media'
import { batchRecall, batchSend, readStatus, sendBySession } from './robot'
import { type DingtalkState, openState } from './state'
import { newToken, oldToken, unifiedToken } from './token'
import { getSendResult, sendWorkNotification } from './work-notification'

/** How a DingTalk stand-in is started; `port` 0 (default) takes a free one. */
export interface DingtalkOptions {
  now(): Date
  store: StandInStore
  corp: DingtalkCorp
  log?: (line: string) => void
  port?: number
  timing?: Partial<GatewayTiming>
}

/** A running stand-in of DingTalk's servers. The bases are the same origin; paths do not collide. */
export interface DingtalkStandIn {
  /** Stands for `https://api.dingtalk.com`. */
  apiBase: string
  /** Stands for `https://oapi.dingtalk.com`. */
  oapiBase: string
  /** Stands for `https://login.dingtalk.com`. */
  loginBase: string
  port: number
  control: DingtalkControl
  close(): Promise<void>
}

function oldRoutes(state: DingtalkState): Record<string, Route> {
  const guarded = {
    'GET /get_jsapi_ticket': oldTicket(state),
    'GET /auth/scopes': readScopes(state),
    'POST /topapi/v2/user/getuserinfo': getUserInfo(state),
    'POST /topapi/v2/user/get': getPerson(state),
    'POST /topapi/v2/user/list': listPeople(state),
    'POST /topapi/user/listsimple': listPeopleBriefly(state),
    'POST /topapi/user/listid': listIds(state),
    'POST /topapi/user/getbyunionid': getByUnionId(state),
    'POST /topapi/v2/department/listsub': listSubDepartments(state),
    'POST /topapi/v2/department/listsubid': listSubIds(state),
    'POST /topapi/v2/department/get': getDepartment(state),
    'POST /topapi/v2/department/listparentbydept': listParents(state),
    'POST /topapi/v2/department/listparentbyuser': listParentsOfPerson(state),
    'POST /topapi/message/corpconversation/asyncsend_v2': sendWorkNotification(state),
    'POST /topapi/message/corpconversation/getsendresult': getSendResult(state),
    'POST /media/upload': uploadMedia(state),
  }
  const routes = Object.entries(guarded).map(([key, run]) => [key, guardedOld(state, run)])
  return {
    ...Object.fromEntries(routes),
    'GET /gettoken': oldToken(state),
    'POST /robot/sendBySession': sendBySession(state),
  }
}

function newRoutes(state: DingtalkState): Record<string, Route> {
  const guarded = {
    'POST /v1.0/oauth2/jsapiTickets': newTicket(state),
    'POST /v1.0/robot/oToMessages/batchSend': batchSend(state),
    'GET /v1.0/robot/oToMessages/readStatus': readStatus(state),
    'POST /v1.0/robot/otoMessages/batchRecall': batchRecall(state),
    'POST /v1.0/robot/messageFiles/download': downloadMessageFile(state),
    'POST /v1.0/card/instances': createCard(state),
    'PUT /v1.0/card/instances': updateCard(state),
    'POST /v1.0/card/instances/deliver': deliverCard(state),
    'POST /v1.0/card/instances/createAndDeliver': createAndDeliver(state),
    'POST /v1.0/card/callbacks/register': registerRoute(state),
    'PUT /v1.0/card/instances/spaces': setSpaces(state),
  }
  const routes = Object.entries(guarded).map(([key, run]) => [key, guardedNew(state, run)])
  return {
    ...Object.fromEntries(routes),
    'POST /v1.0/oauth2/accessToken': newToken(state),
    'POST /v1.0/oauth2/userAccessToken': userToken(state),
    'POST /v1.0/oauth2/:corpId/token': unifiedToken(state),
    'GET /v1.0/contact/users/me': readMe(state),
  }
}

const isNew = (call: Call) => call.path.startsWith('/v1.0/')

/** Unknown paths: the new host says 404 inside a 200, the old one knows no such method. */
const unknown: Route = call =>
  isNew(call)
    ? { body: { errcode: 404, errmsg: '请求的URI地址不存在' } }
    : { body: { errcode: 22, errmsg: 'Invalid method' } }

function faultAnswer(kind: 'rate' | 'token', call: Call): Answer {
  if (!isNew(call)) return refuseGateway(call.path, kind === 'rate' ? 90018 : 40014)
  if (kind === 'token') return refuseNew('InvalidAuthentication', '不合法的access_token')
  return refuseNew('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 'qps limit', 403)
}

/** Starts a local stand-in of DingTalk on 127.0.0.1, Stream gateway included. */
export async function startDingtalkStandIn(options: DingtalkOptions): Promise<DingtalkStandIn> {
  const log = options.log ?? (() => undefined)
  const timing = { ...defaultTiming, ...options.timing }
  const state = await openState(options.corp, options.store, options.now, log)
  const gateway = new Gateway(state, timing)
  const host = await startHost({
    port: options.port,
    routes: {
      ...loginAssets,
      ...oldRoutes(state),
      ...newRoutes(state),
      'POST /v1.0/gateway/connections/open': gateway.open(),
      'GET /oauth2/auth': authPage(state),
      'POST /oauth2/auth/confirm': confirmAuth(state),
      'GET /stand-in/files/:mediaId': serveFile(state),
    },
    unknown,
    faults: state.faults,
    wire: state.wire,
    faultAnswer,
    log,
  })
  const base = `http://127.0.0.1:${host.port}`
  state.base = base
  gateway.attach(host)
  const stopWatching = state.changes.subscribe(change => {
    if (change.kind === 'faults' && state.faults.offline) gateway.cut()
  })
  return {
    apiBase: base,
    oapiBase: base,
    loginBase: base,
    port: host.port,
    control: new DingtalkControl(state, gateway, timing),
    close: async () => {
      stopWatching()
      gateway.close()
      await host.close()
    },
  }
}
