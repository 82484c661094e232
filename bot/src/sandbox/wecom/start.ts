import { type Answer, type Route, startHost } from '../http-host'
import { loginAssets } from '../login-page'
import type { StandInStore } from '../store'
import { createMenu, deleteMenu, getAgent, getMenu } from './agent'
import { type CallbackTiming, defaultTiming } from './callback'
import { WecomControl } from './control'
import type { WecomCorp } from './corp'
import {
  getDepartment,
  getPerson,
  listDepartmentIds,
  listDepartments,
  listIds,
  listPeople,
  listPeopleBriefly,
} from './directory'
import { accept, refuse } from './errors'
import { guarded, guardedJson } from './guard'
import { getMedia, uploadMedia } from './media'
import { authorizePage, confirmLogin, getUserInfo, webLoginPage } from './oauth'
import { sendMessage } from './send'
import { openState, type WecomState } from './state'
import { agentTicket, corpTicket } from './tickets'
import { getToken } from './token'
import { recallMessage, updateTemplateCard } from './update-card'

/** How a WeCom stand-in is started; `port` 0 (default) takes a free one. */
export interface WecomOptions {
  now(): Date
  store: StandInStore
  corp: WecomCorp
  log?: (line: string) => void
  port?: number
  callbackTiming?: CallbackTiming
}

/** A running stand-in of WeCom's servers. The three bases are the same origin. */
export interface WecomStandIn {
  /** `http://127.0.0.1:PORT`: paths begin with `/cgi-bin`. */
  apiBase: string
  /** Stands for `https://open.weixin.qq.com`. */
  oauthBase: string
  /** Stands for `https://login.work.weixin.qq.com`. */
  loginBase: string
  port: number
  control: WecomControl
  close(): Promise<void>
}

function routes(state: WecomState): Record<string, Route> {
  return {
    ...loginAssets,
    'GET /cgi-bin/gettoken': getToken(state),
    'GET /cgi-bin/get_jsapi_ticket': guarded(state, corpTicket(state)),
    'GET /cgi-bin/ticket/get': guarded(state, agentTicket(state)),
    'GET /cgi-bin/auth/getuserinfo': guarded(state, getUserInfo(state)),
    'GET /cgi-bin/department/list': guarded(state, listDepartments(state)),
    'GET /cgi-bin/department/simplelist': guarded(state, listDepartmentIds(state)),
    'GET /cgi-bin/department/get': guarded(state, getDepartment(state)),
    'GET /cgi-bin/user/simplelist': guarded(state, listPeopleBriefly(state)),
    'GET /cgi-bin/user/list': guarded(state, listPeople(state)),
    'GET /cgi-bin/user/get': guarded(state, getPerson(state)),
    'POST /cgi-bin/user/list_id': guardedJson(state, listIds(state)),
    'POST /cgi-bin/message/send': guardedJson(state, sendMessage(state)),
    'POST /cgi-bin/message/update_template_card': guardedJson(state, updateTemplateCard(state)),
    'POST /cgi-bin/message/recall': guardedJson(state, recallMessage(state)),
    'POST /cgi-bin/media/upload': guarded(state, uploadMedia(state)),
    'GET /cgi-bin/media/get': guarded(state, getMedia(state)),
    'GET /cgi-bin/agent/get': guarded(state, getAgent(state)),
    'POST /cgi-bin/menu/create': guardedJson(state, (body, app, call) =>
      createMenu(state)(body, app, call.query.get('agentid')),
    ),
    'GET /cgi-bin/menu/get': guarded(state, getMenu(state)),
    'GET /cgi-bin/menu/delete': guarded(state, deleteMenu(state)),
    'GET /cgi-bin/getcallbackip': guarded(state, () => accept({ ip_list: ['127.0.0.1'] })),
    'GET /connect/oauth2/authorize': authorizePage(state),
    'POST /connect/oauth2/authorize/confirm': confirmLogin(state, 'client'),
    'GET /wwlogin/sso/login': webLoginPage(state),
    'POST /wwlogin/sso/login/confirm': confirmLogin(state, 'web'),
  }
}

const faultAnswers = { rate: () => refuse(45009), token: () => refuse(42001) }

/** Starts a local stand-in of WeCom on 127.0.0.1. */
export async function startWecomStandIn(options: WecomOptions): Promise<WecomStandIn> {
  const log = options.log ?? (() => undefined)
  const state = await openState(options.corp, options.store, options.now, log)
  const host = await startHost({
    port: options.port,
    routes: routes(state),
    unknown: (): Answer => ({ status: 404, type: 'text/plain', body: 'not found' }),
    faults: state.faults,
    wire: state.wire,
    faultAnswer: kind => faultAnswers[kind](),
    log,
  })
  const base = `http://127.0.0.1:${host.port}`
  return {
    apiBase: base,
    oauthBase: base,
    loginBase: base,
    port: host.port,
    control: new WecomControl(state, options.callbackTiming ?? defaultTiming),
    close: host.close,
  }
}
