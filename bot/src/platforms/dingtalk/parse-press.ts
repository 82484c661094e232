import { createHash } from 'node:crypto'
import type { PressEvent } from '@gonghai/shared/ports/events'
import { z } from 'zod'
import { parseJson } from '../answer'
import type { DingtalkConfig } from './config'

const callback = z.object({
  type: z.string().optional(),
  outTrackId: z.string().min(1),
  userId: z.string().min(1),
  corpId: z.string().nullish(),
  content: z.string().optional(),
  value: z.string().optional(),
})

const pressed = z.object({
  cardPrivateData: z.object({
    actionIds: z.array(z.string()).default([]),
    params: z.record(z.string(), z.unknown()).default({}),
  }),
})

/** What our template sends besides the fields' own names (`card-template.json`). */
const TEMPLATE_PARAMS = new Set(['action', 'choiceKey', 'choice', 'inputKey', 'input'])

/**
 * The press in a card callback, or undefined when it is none of ours.
 * @param pressId names this press where the platform does (Stream's message id); else its content does, within the second
 */
export function parsePress(
  config: DingtalkConfig,
  json: unknown,
  at: Date,
  pressId?: string,
): PressEvent | undefined {
  const read = callback.safeParse(json)
  if (!read.success || (read.data.corpId && read.data.corpId !== config.corpId)) return undefined
  const { outTrackId, userId, content, value } = read.data
  const text = content ?? value ?? ''
  const inner = pressed.safeParse(parseJson(text))
  if (!inner.success) return undefined
  const { actionIds, params } = inner.data.cardPrivateData
  const action = typeof params.action === 'string' && params.action ? params.action : actionIds[0]
  if (!action) return undefined
  const from = { platform: 'dingtalk' as const, userId }
  const dedupeKey = pressId ?? `press:${digest([outTrackId, userId, text, String(at.getTime())])}`
  return {
    platform: 'dingtalk',
    type: 'press',
    dedupeKey,
    from,
    at,
    copyId: outTrackId,
    action,
    values: fields(params),
  }
}

/** Choice and field come under fixed names together with the keys that the card gave them. */
function fields(params: Record<string, unknown>): Record<string, string> {
  const values: Record<string, string> = {}
  const set = (key: unknown, value: unknown) => {
    const text = fieldText(value)
    if (typeof key === 'string' && key && text !== undefined) values[key] = text
  }
  for (const [key, value] of Object.entries(params)) if (!TEMPLATE_PARAMS.has(key)) set(key, value)
  set(params.choiceKey, params.choice)
  set(params.inputKey, params.input)
  return values
}

function fieldText(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function digest(parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
