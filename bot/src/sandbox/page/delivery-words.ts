/// <reference lib="dom" />
import { say } from './words'

/** Words below `delivery.` for the stand-ins' reasons. */
const reasons: Record<string, string> = {
  timeout: 'timeout',
  refused: 'refused',
  offline: 'offline',
  dropped: 'dropped',
  'no connection': 'none',
  'no callback url': 'none',
  'no such button': 'button',
  'no such entry': 'button',
  'not following': 'stranger',
  'no such code': 'code',
}

/** Why a press or a line did not arrive, in words. */
export function failureWords(reason: string): string {
  const key = reasons[reason]
  const words = key ? say(`delivery.${key}`) : say('delivery.other', { code: reason })
  return say('delivery.failed', { reason: words })
}
