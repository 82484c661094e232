import type { DeliveryReportEvent } from '@gonghai/shared/ports/events'
import type { MessagingDeps } from './deps'

/** A message that its platform took but could not deliver is visible as dead; see `DeliveryPort.report`. */
export async function reportMessage(
  deps: Pick<MessagingDeps, 'db' | 'clock'>,
  event: DeliveryReportEvent,
): Promise<void> {
  if (event.ok) return
  await deps.db.query(
    `update outbound_message set state = 'dead', failure = $4, code = $5, settled_at = $6::timestamptz
     where platform = $1 and remote_id = $2 and user_id = $3 and state = 'sent'`,
    [
      event.platform,
      event.remoteId,
      event.from.userId,
      event.reason === 'refused' ? 'recipient' : 'transient',
      `report ${event.reason ?? 'failed'}`,
      deps.clock.now(),
    ],
  )
}
