import { isLocale, translator } from '@gonghai/shared/i18n'
import type { Card } from '@gonghai/shared/ports/messages'
import type { Tx } from '../db/database'
import type { Copy } from './copies'
import type { MessagingDeps } from './deps'
import { enqueueMessages } from './outbound'

/** For a card that can never show its end: says the end in words, once, and lets the copy rest. */
export async function closeCopy(deps: MessagingDeps, tx: Tx, copy: Copy, card: Card): Promise<void> {
  const t = translator(isLocale(copy.locale) ? copy.locale : 'zh-CN')
  const text = t('bot.card.closing', { title: card.title, outcome: card.outcome ?? '' })
  const content = { kind: 'text' as const, message: { text, links: [{ text: card.title, url: card.url }] } }
  const { platform, user_id: userId } = copy
  await enqueueMessages(tx, deps.clock, [
    { platform, userId, urgency: 'now', dedupeKey: `close:${copy.id}`, content },
  ])
  await tx.query(
    `update card_copy set state = 'closed', open_key = null, dirty_since = null, lease_token = null, lease_until = null
     where id = $1::uuid`,
    [copy.id],
  )
}
