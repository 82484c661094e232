import { createHmac } from 'node:crypto'
import type { DingtalkApi } from './api'
import type { DingtalkConfig, DingtalkHttpMode } from './config'

/** The name under which DingTalk keeps our address for card presses. */
export const CARD_ROUTE_KEY = 'gonghai'

/** The secret that signs card presses over HTTP: derived, so that every process knows it and none stores it. */
export function cardRouteSecret(config: DingtalkConfig): string {
  return createHmac('sha256', config.clientSecret).update('gonghai card route').digest('hex')
}

/** Tells DingTalk where card presses go. */
export async function registerCardRoute(
  config: DingtalkConfig,
  http: DingtalkHttpMode,
  api: DingtalkApi,
): Promise<void> {
  const callbackUrl = `${http.url}/${http.pathSecret}/card`
  const body = {
    callbackRouteKey: CARD_ROUTE_KEY,
    callbackUrl,
    apiSecret: cardRouteSecret(config),
    forceUpdate: true,
  }
  await api.call('card/callbacks/register', { body })
}
