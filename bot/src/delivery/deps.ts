import type { Crm } from '@gonghai/shared/ports/crm'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { Sender } from '@gonghai/shared/ports/platform'

/** What delivery stands on. */
export interface DeliveryDeps {
  crm: Pick<Crm, 'delivery' | 'sync'>
  senders: ReadonlyMap<PlatformName, Sender>
  log: Logger
}
