import type { PressedCard } from '@gonghai/shared/ports/crm'
import type { Identity } from '@gonghai/shared/ports/events'
import type { Card } from '@gonghai/shared/ports/messages'
import type { PlatformAbilities } from '@gonghai/shared/ports/platform'
import { drawCopy, loadCopy, renderCopy } from './copies'
import type { MessagingDeps } from './deps'

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What a pressed card stands for; see `Crm.press`. */
export async function findPressed(
  deps: MessagingDeps,
  copyId: string,
  who: Identity,
): Promise<PressedCard | null> {
  const copy = uuidForm.test(copyId) ? await loadCopy(deps.db, copyId, 'look') : null
  if (!copy) return null
  const { card } = await renderCopy(deps, deps.db, copy)
  const mine = copy.platform === who.platform && copy.user_id === who.userId
  const offered = card.choice ? { choice: card.choice } : {}
  return { kind: copy.kind, matter: copy.matter, mine, title: card.title, ...offered }
}

/** A sent card as it should look now; see `Crm.showCard`. */
export async function showCard(
  deps: MessagingDeps,
  copyId: string,
  abilities: PlatformAbilities,
): Promise<Card | null> {
  const copy = uuidForm.test(copyId) ? await loadCopy(deps.db, copyId, 'look') : null
  if (!copy || copy.state === 'waiting' || copy.state === 'skipped') return null
  return (await drawCopy(deps, deps.db, copy, abilities)).card
}
