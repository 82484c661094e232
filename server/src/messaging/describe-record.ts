import type { RecordView, Value } from '@gonghai/shared/client/api'
import type { Translate } from '@gonghai/shared/i18n'
import { type Field, findObject } from '@gonghai/shared/objects'
import type { Found } from '@gonghai/shared/ports/crm'
import { recordUrl } from './send-notice'

function words(t: Translate, view: RecordView, name: string, field: Field, value: Value): string {
  const reference = view.references[name]
  if (reference)
    return [reference]
      .flat()
      .map(one => one.name)
      .join(', ')
  if (field.kind === 'choice') return t(`option.${view.object}.${name}.${String(value)}`)
  return Array.isArray(value) ? '' : String(value)
}

/** A record as one line of a chat: number, title, and the two facts that its declaration puts on a list row. */
export function describeRecord(t: Translate, baseUrl: string, view: RecordView): Found {
  const object = findObject(view.object)
  const facts = (object?.facts ?? []).flatMap(name => {
    const field = object?.fields[name]
    const value = view.values[name]
    return field && value !== null && value !== undefined && value !== ''
      ? [words(t, view, name, field, value)]
      : []
  })
  const record = `${view.object}:${view.id}`
  return {
    record,
    ...(view.number ? { number: view.number } : {}),
    title: view.title,
    line: facts.filter(Boolean).join(' · '),
    url: recordUrl(baseUrl, record),
  }
}
