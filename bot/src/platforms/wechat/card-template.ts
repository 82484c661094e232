import { PlatformError } from '@gonghai/shared/ports/errors'
import type { Card } from '@gonghai/shared/ports/messages'
import type { TemplateMessage } from '@gonghai/shared/ports/official-account'
import { ownEntry } from '../own-entry'
import { fitTemplateValue, isTemplateKey } from './template-values'

/** What of a card may fill a template's value. */
const SOURCES: Record<string, (card: Card, now: Date) => string | undefined> = {
  source: card => card.source,
  flag: card => card.flag,
  title: card => card.title,
  subtitle: card => card.subtitle,
  outcome: card => card.outcome,
  fact1: card => card.facts[0]?.value,
  fact2: card => card.facts[1]?.value,
  fact3: card => card.facts[2]?.value,
  fact4: card => card.facts[3]?.value,
  fact5: card => card.facts[4]?.value,
  fact6: card => card.facts[5]?.value,
  time: (_, now) => clock.format(now),
}

/** `2026-11-21 10:00`, as WeChat's clients are all on China's time. */
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** WeChat refuses empty values. */
const EMPTY = '-'

/** One value of a template: what fills it, the first that fits. */
export interface TemplateField {
  /** Typed key as the account has it: `thing1`. */
  key: string
  /** Parts of a card (`title`, `outcome`, `fact1` …, `time`) or fixed words in double quotes. */
  from: string[]
}

/** A template of the account and how a card fills it. */
export interface CardTemplate {
  id: string
  fields: TemplateField[]
}

/** Reads `thing1=title,phrase2=outcome|"处理中"`; undefined when it is not of this form. */
export function parseTemplateFields(text: string): TemplateField[] | undefined {
  const fields = text.split(',').map(part => {
    const [key = '', sources = ''] = part.trim().split('=')
    return { key: key.trim(), from: sources.split('|').map(source => source.trim()) }
  })
  return fields.every(isField) ? fields : undefined
}

function isField(field: TemplateField): boolean {
  const known = (source: string) => ownEntry(SOURCES, source) !== undefined || /^"[^"]+"$/.test(source)
  return isTemplateKey(field.key) && field.from.every(known)
}

/** A card as a template message; throws an `input` error when a value can be filled by nothing on the card. */
export function fillTemplate(template: CardTemplate, card: Card, now: Date): TemplateMessage {
  const values = template.fields.map(({ key, from }) => {
    const candidates = [...from.map(source => read(source, card, now)), EMPTY]
    const value = candidates.map(candidate => fitTemplateValue(key, candidate)).find(Boolean)
    if (!value) throw new PlatformError('wechat', 'message/template/send', 'input', `template ${key}`)
    return [key, value] as const
  })
  return { templateId: template.id, values: Object.fromEntries(values), url: card.url }
}

function read(source: string, card: Card, now: Date): string {
  if (source.startsWith('"')) return source.slice(1, -1)
  return ownEntry(SOURCES, source)?.(card, now) ?? ''
}
