import { randomBytes } from 'node:crypto'
import type { Answer, Route } from '../http-host'
import { randomId } from '../random-id'
import { refuse } from './errors'
import { isJson } from './guard'
import { qrSvg } from './qr-picture'
import type { Json, QrDoc, WechatState } from './state'

const longest = 2_592_000
const usual = 60
/** Codes without end that one account may have. */
const permanentRoom = 100_000

interface Wanted {
  scene: string
  numeric: boolean
  permanent: boolean
}

/** Each action: whether its scene is a number, whether its code ends, and the largest number. */
const actions: Record<string, { numeric: boolean; permanent: boolean; largest: number }> = {
  QR_SCENE: { numeric: true, permanent: false, largest: 2 ** 32 - 1 },
  QR_STR_SCENE: { numeric: false, permanent: false, largest: 0 },
  QR_LIMIT_SCENE: { numeric: true, permanent: true, largest: 100_000 },
  QR_LIMIT_STR_SCENE: { numeric: false, permanent: true, largest: 0 },
}

/** The scene that the body asks for, or the name of what is wrong. */
function wanted(body: Json): Wanted | string {
  const name = `${body.action_name ?? ''}`
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) return 'action_name'
  const info = isJson(body.action_info) ? body.action_info : {}
  const scene = isJson(info.scene) ? info.scene : {}
  const { numeric, permanent, largest } = action
  if (numeric) {
    const id = scene.scene_id
    const good = typeof id === 'number' && Number.isInteger(id) && id >= 1 && id <= largest
    return good ? { scene: `${id}`, numeric, permanent } : 'scene_id'
  }
  const text = scene.scene_str
  const good = typeof text === 'string' && text !== '' && [...text].length <= 64
  return good ? { scene: text, numeric, permanent } : 'scene_str'
}

function seconds(body: Json): number | undefined {
  const given = body.expire_seconds ?? usual
  const good = typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= longest
  return good ? given : undefined
}

function newCode(want: Wanted, expires: number | undefined): QrDoc {
  return {
    // With +, / and = like a real one: it must be URL-encoded on the way to its picture.
    ticket: `gQ${randomBytes(64).toString('base64')}`,
    url: `http://weixin.qq.com/q/${randomId('', 18)}`,
    scene: want.scene,
    numeric: want.numeric,
    ...(expires !== undefined && { expires }),
  }
}

/** POST qrcode/create. A scene has one code without end, however often it is asked for. */
export function createQrcode(state: WechatState) {
  return async (body: Json): Promise<Answer> => {
    const want = wanted(body)
    if (typeof want === 'string') return refuse(state, 40035, want)
    if (want.permanent) {
      const standing = state.codesWithScene.values().filter(one => one.expires === undefined)
      const old = standing.find(one => one.scene === want.scene && one.numeric === want.numeric)
      if (!old && standing.length >= permanentRoom) return refuse(state, 45029)
      const code = old ?? newCode(want, undefined)
      if (!old) await state.codesWithScene.put(code.ticket, code)
      return { body: { ticket: code.ticket, url: code.url } }
    }
    const lasts = seconds(body)
    if (lasts === undefined) return refuse(state, 40035, 'expire_seconds')
    const code = newCode(want, state.now().getTime() + lasts * 1000)
    await state.codesWithScene.put(code.ticket, code)
    return { body: { ticket: code.ticket, expire_seconds: lasts, url: code.url } }
  }
}

/** Whether somebody can still scan it. */
export function isOpen(state: WechatState, code: QrDoc): boolean {
  return code.expires === undefined || code.expires > state.now().getTime()
}

/** The code that a scanner reads: by its content, its ticket, or the address of its picture. */
export function findCode(state: WechatState, scanned: string): QrDoc | undefined {
  const ticket = URL.canParse(scanned) ? new URL(scanned).searchParams.get('ticket') : null
  return (
    state.codesWithScene.get(ticket ?? scanned) ??
    state.codesWithScene.values().find(code => code.url === scanned)
  )
}

/** GET showqrcode?ticket=: the picture, without a token. */
export function showQrcode(state: WechatState): Route {
  return call => {
    const code = state.codesWithScene.get(call.query.get('ticket') ?? '')
    if (!code || !isOpen(state, code))
      return { status: 404, type: 'text/plain', body: 'ticket not found', quiet: true }
    const headers = { 'access-control-allow-origin': '*', 'cache-control': 'private, max-age=60' }
    return { type: 'image/svg+xml', headers, body: qrSvg(code.url), quiet: true }
  }
}
