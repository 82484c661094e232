import type { Translate } from '@gonghai/shared/i18n'
import type { Crm, Dialog, Person } from '@gonghai/shared/ports/crm'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { PlatformAbilities } from '@gonghai/shared/ports/platform'

/** What the conversation stands on. */
export interface ConversationDeps {
  crm: Crm
  log: Logger
  abilitiesOf(platform: string): PlatformAbilities | undefined
}

/** One thing that a linked person did, with all that is needed to answer it. */
export interface Turn<E extends InboundEvent = InboundEvent> {
  crm: Crm
  log: Logger
  /** Of the platform it came by. */
  abilities: PlatformAbilities | undefined
  /** Id of the inbox row: idempotency key of what follows. */
  id: string
  attempts: number
  event: E
  person: Person
  /** What the person had been asked before this line. */
  dialog: Dialog | null
  t: Translate
}

/** Nobody can tell who typed this line: questions are answered, nothing is changed or offered (decision 22). */
export function isUnproven(turn: Turn): boolean {
  return turn.event.type === 'text' && turn.event.readOnly === true
}
