import { isLocale, type Translate, translator } from '@gonghai/shared/i18n'
import type { Card } from '@gonghai/shared/ports/messages'
import type { Tx } from '../db/database'
import { inWords } from '../kernel/words'
import type { FollowerNotice, MessengerDeps } from './messenger'
import { enqueueMessages } from './outbound'

function cardOf(t: Translate, notice: FollowerNotice, url: string): Card {
  const { card } = notice
  const facts = card.facts.map(fact => ({ label: inWords(t, fact.label), value: inWords(t, fact.value) }))
  return {
    source: inWords(t, card.source),
    title: inWords(t, card.title),
    subtitle: inWords(t, card.subtitle),
    facts,
    url,
    buttons: [],
  }
}

/** Tells one follower something, once; see `Messenger.sendFollowerNotice`. */
export async function sendFollowerNotice(deps: MessengerDeps, tx: Tx, notice: FollowerNotice): Promise<void> {
  if (!deps.platforms.includes('wechat')) return
  const [reader] = await tx.query<{ openid: string; locale: string }>(
    'select openid, locale from portal_user where id = $1::uuid and followed',
    [notice.portalUserId],
  )
  if (!reader) return
  const t = translator(isLocale(reader.locale) ? reader.locale : 'zh-CN')
  const url = `${deps.baseUrl}${notice.link.path}`
  const message = { text: inWords(t, notice.text), links: [{ text: inWords(t, notice.link.text), url }] }
  await enqueueMessages(tx, deps.clock, [
    {
      platform: 'wechat',
      userId: reader.openid,
      urgency: notice.urgency ?? 'now',
      dedupeKey: notice.dedupeKey,
      content: { kind: 'text', message, fallback: cardOf(t, notice, url) },
    },
  ])
}
