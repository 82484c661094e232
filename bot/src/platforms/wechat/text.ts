import type { Card, TextMessage } from '@gonghai/shared/ports/messages'
import { renderAnchoredText } from '../anchored-text'

/** Of a customer-service text and of a passive reply. */
const WECHAT_TEXT_BYTES = 2048

/** Words with links in WeChat's own form, at most 2048 bytes. */
export function renderWechatText(message: TextMessage): string {
  return renderAnchoredText(message.text, message.links ?? [], WECHAT_TEXT_BYTES)
}

/** A card in words, its title as the link; what it asks for is done on the page behind it. */
export function renderCardAsText(card: Card): string {
  const facts = card.facts.map(fact => `${fact.label}：${fact.value}`)
  const lines = [card.source, card.flag, card.subtitle, ...facts, card.outcome].filter(Boolean)
  return renderWechatText({ text: lines.join('\n'), links: [{ text: card.title, url: card.url }] })
}
