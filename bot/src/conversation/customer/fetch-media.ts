import { translator } from '@gonghai/shared/i18n'
import type { Crm } from '@gonghai/shared/ports/crm'
import type { MediaToFetch } from '@gonghai/shared/ports/customers'
import { PlatformError, type PlatformFailure } from '@gonghai/shared/ports/errors'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'

/** What fetching pictures stands on. */
export interface MediaDeps {
  crm: Crm
  platforms: ReadonlyMap<PlatformName, Pick<ChatPlatform, 'fetchMedia'>>
}

/** What another try does not mend. */
const final: ReadonlySet<PlatformFailure> = new Set(['input', 'spent', 'recipient', 'window'])

async function giveUp({ crm }: MediaDeps, wanted: MediaToFetch, reason: string): Promise<void> {
  await crm.customers.failMedia(wanted.id, reason)
  const text = translator(wanted.locale)('portal.chat.pictureLost')
  await crm.reply(wanted.from, { text }, `media:${wanted.id}`)
}

/**
 * Fetches a follower's picture from its platform, keeps it, and puts it at the request that it belongs to. What the
 * platform cannot give just now is tried again by the job. @throws PlatformError
 */
export async function fetchMedia(deps: MediaDeps, id: string): Promise<void> {
  const wanted = await deps.crm.customers.mediaToFetch(id)
  const platform = wanted && deps.platforms.get(wanted.platform)
  if (wanted && platform) {
    try {
      const media = await platform.fetchMedia(wanted.mediaId)
      if (!(await deps.crm.customers.storeMedia(id, media))) await giveUp(deps, wanted, 'no picture')
    } catch (error) {
      if (!(error instanceof PlatformError) || !final.has(error.failure)) throw error
      await giveUp(deps, wanted, `${error.failure} ${error.code}`)
    }
  }
  await deps.crm.customers.linkMedia(id)
}
