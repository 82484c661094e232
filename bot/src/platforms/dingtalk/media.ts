import { PlatformError } from '@gonghai/shared/ports/errors'
import type { PlatformMedia } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import { CALL_TIMEOUT_MS, MAX_MEDIA_BYTES, type PlatformDeps } from '../deps'
import { exchange, failureOf, HttpFailure } from '../http'
import { downloadPublic } from '../public-download'
import type { DingtalkApi } from './api'
import type { DingtalkConfig } from './config'

const METHOD = 'robot/messageFiles/download'
const place = z.object({ downloadUrl: z.string().min(1) })

/** Fetches what was sent to the robot by its download code: from our configured host or a public one, never inwards. */
export async function fetchDingtalkMedia(
  config: DingtalkConfig,
  api: DingtalkApi,
  deps: PlatformDeps,
  downloadCode: string,
): Promise<PlatformMedia> {
  const answer = await api.call(METHOD, { body: { downloadCode, robotCode: config.clientId } })
  const { downloadUrl } = readAnswer('dingtalk', METHOD, place, answer)
  try {
    return await (isOurHost(config, downloadUrl) ? fetchNear(deps, downloadUrl) : fetchFar(deps, downloadUrl))
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    throw new PlatformError('dingtalk', METHOD, failureOf(error, false), error.code)
  }
}

function isOurHost(config: DingtalkConfig, url: string): boolean {
  const origins = [config.apiBase, config.oapiBase].map(base => new URL(base).origin)
  return URL.canParse(url) && origins.includes(new URL(url).origin)
}

async function fetchNear(deps: PlatformDeps, url: string): Promise<PlatformMedia> {
  const timeoutMs = deps.timeoutMs ?? CALL_TIMEOUT_MS
  const answer = await exchange(deps.fetch ?? fetch, {
    url,
    verb: 'GET',
    timeoutMs,
    maxBytes: MAX_MEDIA_BYTES,
  })
  if (answer.status !== 200) throw new PlatformError('dingtalk', METHOD, 'transient', `http ${answer.status}`)
  return {
    bytes: answer.bytes,
    contentType: answer.headers.get('content-type') ?? 'application/octet-stream',
  }
}

function fetchFar(deps: PlatformDeps, url: string): Promise<PlatformMedia> {
  return downloadPublic(url, { timeoutMs: deps.timeoutMs ?? CALL_TIMEOUT_MS, maxBytes: MAX_MEDIA_BYTES })
}
