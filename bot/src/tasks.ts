import { z } from 'zod'
import { fetchMedia, type MediaDeps } from './conversation/customer/fetch-media'
import type { ConversationDeps } from './conversation/deps'
import { workInbox } from './conversation/work-inbox'
import type { DeliveryDeps } from './delivery/deps'
import { drainLane } from './delivery/drain-lane'
import { inParallel } from './delivery/in-parallel'
import { syncCopy } from './delivery/sync-copy'

const platform = z.enum(['wecom', 'dingtalk', 'wechat'])
const lane = z.object({ platform, userId: z.string() })
const payloads = {
  deliver: z.object({ lanes: z.array(lane) }),
  syncCopy: z.object({ copies: z.array(z.object({ id: z.string(), platform })) }),
  inbox: lane,
  fetchMedia: z.object({ id: z.uuid() }),
}

/** Calls to platforms that one job has open at once. */
const width = 8

/** The jobs of messaging, by the names under which they are queued. */
export interface BotTasks {
  deliver(payload: unknown): Promise<void>
  syncCopy(payload: unknown): Promise<void>
  inbox(payload: unknown): Promise<void>
  fetchMedia(payload: unknown): Promise<void>
  /** Wakes what a crash left behind; runs every minute and at the end of every pause. */
  sweepMessaging(): Promise<void>
}

/** @throws ZodError for a payload that nobody of us has queued */
export function createTasks(deps: ConversationDeps & DeliveryDeps & MediaDeps): BotTasks {
  return {
    deliver: payload => inParallel(payloads.deliver.parse(payload).lanes, width, one => drainLane(deps, one)),
    syncCopy: payload =>
      inParallel(payloads.syncCopy.parse(payload).copies, width, copy => syncCopy(deps, copy)),
    inbox: payload => workInbox(deps, payloads.inbox.parse(payload)),
    fetchMedia: payload => fetchMedia(deps, payloads.fetchMedia.parse(payload).id),
    sweepMessaging: () => deps.crm.delivery.sweep([...deps.senders.keys()]),
  }
}
