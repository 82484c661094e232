import { PlatformError } from '@gonghai/shared/ports/errors'
import type { SceneQr } from '@gonghai/shared/ports/official-account'
import { z } from 'zod'
import { readAnswer } from '../answer'
import type { PlatformDeps } from '../deps'
import type { WechatApi } from './api'

const METHOD = 'cgi-bin/qrcode/create'
const SECONDS = { least: 60, most: 2_592_000 }

const created = z.object({
  ticket: z.string().min(1),
  url: z.string().min(1),
  expire_seconds: z.number().positive().optional(),
})

/** Makes a QR code with a scene; see `OfficialAccount.createSceneQr`. */
export function createSceneQr(api: WechatApi, deps: PlatformDeps) {
  return async (scene: string, lifetime: number | 'permanent'): Promise<SceneQr> => {
    if (!/^[\x21-\x7e]{1,64}$/.test(scene)) throw new PlatformError('wechat', METHOD, 'input', 'scene')
    const action_info = { scene: { scene_str: scene } }
    const body =
      lifetime === 'permanent'
        ? { action_name: 'QR_LIMIT_STR_SCENE', action_info }
        : { action_name: 'QR_STR_SCENE', expire_seconds: checkSeconds(lifetime), action_info }
    const asked = deps.now().getTime()
    const answer = readAnswer('wechat', METHOD, created, await api.call(METHOD, { body }))
    const { ticket, url, expire_seconds: seconds } = answer
    if (lifetime === 'permanent') return { ticket, url }
    return { ticket, url, expiresAt: new Date(asked + (seconds ?? lifetime) * 1000) }
  }
}

function checkSeconds(seconds: number): number {
  if (Number.isInteger(seconds) && seconds >= SECONDS.least && seconds <= SECONDS.most) return seconds
  throw new PlatformError('wechat', METHOD, 'input', 'lifetime')
}
