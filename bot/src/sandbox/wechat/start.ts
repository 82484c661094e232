import { type Answer, type Route, startHost } from '../http-host'
import type { StandInStore } from '../store'
import type { WechatAccount } from './account'
import { authorizeAssets } from './authorize-page'
import { type CallbackTiming, defaultTiming } from './callback'
import { WechatControl } from './control'
import { sendCustom, typing } from './custom-send'
import { accept, refuse } from './errors'
import { listFollowers, userInfo, userInfos } from './followers'
import { guarded, guardedJson } from './guard'
import { getFile, getMedia, uploadMedia } from './media'
import { createMenu, deleteMenu, getMenu } from './menu'
import { authorizePage, checkLogin, confirmLogin, exchangeCode, loginInfo, refreshLogin } from './oauth'
import { createQrcode, showQrcode } from './qrcode'
import { clearQuota, getQuota } from './quota'
import { openState, type WechatState } from './state'
import { listTemplates, reportLater, sendTemplate } from './template-send'
import { jsapiTicket } from './tickets'
import { classicToken, stableToken } from './token'

/** How a WeChat stand-in is started; `port` 0 (default) takes a free one. */
export interface WechatOptions {
  now(): Date
  store: StandInStore
  account: WechatAccount
  log?: (line: string) => void
  port?: number
  callbackTiming?: CallbackTiming
}

/** A running stand-in of the official account's servers. The bases are the same origin. */
export interface WechatStandIn {
  /** `http://127.0.0.1:PORT`: stands for `https://api.weixin.qq.com`, and `mp.weixin.qq.com` for QR pictures. */
  apiBase: string
  /** Stands for `https://open.weixin.qq.com`. */
  oauthBase: string
  port: number
  control: WechatControl
  close(): Promise<void>
}

function apiRoutes(state: WechatState): Record<string, Route> {
  const addresses = guarded(state, () => accept({ ip_list: ['127.0.0.1'] }))
  return {
    'GET /cgi-bin/token': classicToken(state),
    'POST /cgi-bin/stable_token': stableToken(state),
    'POST /cgi-bin/clear_quota': guardedJson(state, clearQuota(state)),
    'POST /cgi-bin/openapi/quota/get': guardedJson(state, getQuota(state)),
    'GET /cgi-bin/getcallbackip': addresses,
    'GET /cgi-bin/get_api_domain_ip': addresses,
    'GET /cgi-bin/ticket/getticket': guarded(state, jsapiTicket(state)),
    'POST /cgi-bin/message/custom/send': guardedJson(state, sendCustom(state)),
    'POST /cgi-bin/message/custom/typing': guardedJson(state, typing(state)),
    'POST /cgi-bin/message/template/send': guardedJson(state, sendTemplate(state)),
    'GET /cgi-bin/template/get_all_private_template': guarded(state, listTemplates(state)),
    'POST /cgi-bin/qrcode/create': guardedJson(state, createQrcode(state)),
    'POST /cgi-bin/menu/create': guardedJson(state, createMenu(state)),
    'GET /cgi-bin/menu/get': guarded(state, getMenu(state)),
    'GET /cgi-bin/menu/delete': guarded(state, deleteMenu(state)),
    'POST /cgi-bin/media/upload': guarded(state, uploadMedia(state)),
    'GET /cgi-bin/media/get': guarded(state, getMedia(state)),
    'GET /cgi-bin/user/info': guarded(state, userInfo(state)),
    'POST /cgi-bin/user/info/batchget': guardedJson(state, userInfos(state)),
    'GET /cgi-bin/user/get': guarded(state, listFollowers(state)),
    'GET /sns/oauth2/access_token': exchangeCode(state),
    'GET /sns/oauth2/refresh_token': refreshLogin(state),
    'GET /sns/userinfo': loginInfo(state),
    'GET /sns/auth': checkLogin(state),
  }
}

function pageRoutes(state: WechatState): Record<string, Route> {
  return {
    ...authorizeAssets,
    'GET /cgi-bin/showqrcode': showQrcode(state),
    'GET /files/:mediaId': getFile(state),
    'GET /connect/oauth2/authorize': authorizePage(state),
    'POST /connect/oauth2/authorize/confirm': confirmLogin(state),
  }
}

/** The other method on a path of the API: 43001 wants GET, 43002 wants POST. */
function withWrongMethods(state: WechatState, routes: Record<string, Route>): Record<string, Route> {
  const all = { ...routes }
  for (const route of Object.keys(routes)) {
    const [method, path] = route.split(' ')
    const other = method === 'GET' ? `POST ${path}` : `GET ${path}`
    all[other] ??= () => refuse(state, method === 'GET' ? 43001 : 43002)
  }
  return all
}

/** Starts a local stand-in of an official account's servers on 127.0.0.1. */
export async function startWechatStandIn(options: WechatOptions): Promise<WechatStandIn> {
  const log = options.log ?? (() => undefined)
  const timing = options.callbackTiming ?? defaultTiming
  const end = new AbortController()
  const state = await openState(options.account, options.store, options.now, log, timing, end.signal)
  const faultAnswers = { rate: () => refuse(state, 45011), token: () => refuse(state, 40001) }
  const host = await startHost({
    port: options.port,
    routes: { ...withWrongMethods(state, apiRoutes(state)), ...pageRoutes(state) },
    unknown: (): Answer => ({ status: 404, type: 'text/plain', body: 'not found' }),
    faults: state.faults,
    wire: state.wire,
    faultAnswer: kind => faultAnswers[kind](),
    log,
  })
  state.base = `http://127.0.0.1:${host.port}`
  for (const message of state.messages.values()) if (message.reported === false) reportLater(state, message)
  const control = new WechatControl(state)
  const close = async () => {
    end.abort()
    await host.close()
    await control.settled()
  }
  return { apiBase: state.base, oauthBase: state.base, port: host.port, control, close }
}
