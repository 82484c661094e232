import { type Translate, translator } from '@gonghai/shared/i18n'
import type { TextMessage } from '@gonghai/shared/ports/messages'
import type { Tx } from '../db/database'
import { inWords } from '../kernel/words'
import type { MessengerDeps, Notice } from './messenger'
import { enqueueMessages } from './outbound'
import { findLastSeen } from './recipients'

/** The address that opens a record in the mini-app. @param record "object:id" */
export function recordUrl(baseUrl: string, record: string): string {
  const [object = '', id = ''] = record.split(':')
  return `${baseUrl}/r/${encodeURIComponent(object)}/${encodeURIComponent(id)}`
}

function writeNotice(deps: MessengerDeps, t: Translate, notice: Notice): TextMessage {
  const links = notice.links?.map(link => ({
    text: inWords(t, link.text),
    url: recordUrl(deps.baseUrl, link.record),
  }))
  return { text: inWords(t, notice.text), ...(links ? { links } : {}) }
}

/** Tells one employee something, once; see `Messenger.sendNotice`. */
export async function sendNotice(deps: MessengerDeps, tx: Tx, notice: Notice): Promise<void> {
  const reader = await findLastSeen(tx, notice.employeeId, deps.platforms)
  if (!reader) return
  const message = writeNotice(deps, translator(reader.locale), notice)
  await enqueueMessages(tx, deps.clock, [
    {
      platform: reader.platform,
      userId: reader.userId,
      urgency: notice.urgency ?? 'normal',
      dedupeKey: notice.dedupeKey,
      content: { kind: 'text', message },
    },
  ])
}
