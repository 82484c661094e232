import { isLocale } from '@gonghai/shared/i18n'
import type { Customer, MediaToFetch } from '@gonghai/shared/ports/customers'
import type { Identity, PlatformName } from '@gonghai/shared/ports/events'
import type { PlatformMedia } from '@gonghai/shared/ports/platform'
import { v7 as uuid } from 'uuid'
import type { Database, Tx } from '../db/database'
import { contentTypeOf } from '../files/file-types'
import type { FileStore } from '../files/local-store'
import type { Clock } from '../kernel/clock'

interface Deps {
  db: Database
  clock: Clock
  files: FileStore
}

const wake = (tx: Tx, id: string) => tx.addJob('fetchMedia', { id }, { key: `media:${id}` })

/** Remembers a picture and queues its fetching; see `CustomerDesk.keepMedia`. */
export async function keepMedia(
  deps: Deps,
  customer: Customer,
  mediaId: string,
  from: Identity,
  eventId: string,
): Promise<string> {
  return deps.db.transaction(async tx => {
    const [fresh] = await tx.query<{ id: string }>(
      `insert into portal_media (id, portal_user_id, platform, media_id, event_id, state, created_at)
       values ($1::uuid, $2::uuid, $3, $4, $5, 'waiting', $6::timestamptz)
       on conflict (event_id) do nothing returning id`,
      [uuid(), customer.portalUserId, from.platform, mediaId, eventId, deps.clock.now()],
    )
    if (fresh) await wake(tx, fresh.id)
    const [row] = fresh
      ? [fresh]
      : await tx.query<{ id: string }>('select id from portal_media where event_id = $1', [eventId])
    return row!.id
  })
}

/** See `CustomerDesk.takeMedia`. */
export async function takeMedia(
  deps: Deps,
  customer: Customer,
  ids: readonly string[],
  call: string,
): Promise<string[]> {
  await deps.db.query(
    `update portal_media set taken_by = $3
     where id = any($2::uuid[]) and portal_user_id = $1::uuid and taken_by is null and state = 'stored'
       and request_id is null`,
    [customer.portalUserId, ids, call],
  )
  const rows = await deps.db.query<{ file_id: string }>(
    `select file_id from portal_media where id = any($2::uuid[]) and portal_user_id = $1::uuid and taken_by = $3
     order by id`,
    [customer.portalUserId, ids, call],
  )
  return rows.map(row => row.file_id)
}

/** See `CustomerDesk.followMedia`. */
export async function followMedia(
  deps: Deps,
  customer: Customer,
  ids: readonly string[],
  requestId: string,
): Promise<void> {
  await deps.db.transaction(async tx => {
    const rows = await tx.query<{ id: string; state: string }>(
      `update portal_media set request_id = $3::uuid,
         state = case when state = 'stored' and taken_by is not null then 'linked' else state end
       where id = any($2::uuid[]) and portal_user_id = $1::uuid and request_id is null returning id, state`,
      [customer.portalUserId, ids, requestId],
    )
    for (const row of rows) if (row.state === 'stored') await wake(tx, row.id)
  })
}

/** See `CustomerDesk.mediaToFetch`. */
export async function mediaToFetch(deps: Deps, id: string): Promise<MediaToFetch | null> {
  const [row] = await deps.db.query<{
    platform: PlatformName
    media_id: string
    openid: string
    locale: string
  }>(
    `select m.platform, m.media_id, u.openid, u.locale from portal_media m join portal_user u on u.id = m.portal_user_id
     where m.id = $1::uuid and m.state = 'waiting'`,
    [id],
  )
  if (!row) return null
  const from = { platform: row.platform, userId: row.openid }
  const locale = isLocale(row.locale) ? row.locale : 'zh-CN'
  return { id, platform: row.platform, mediaId: row.media_id, from, locale }
}

const pictures: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/** Keeps the bytes as a file of the follower's; see `CustomerDesk.storeMedia`. What they are is read from the bytes. */
export async function storeMedia(deps: Deps, id: string, media: PlatformMedia): Promise<boolean> {
  const contentType = contentTypeOf(media.bytes, 'picture') ?? ''
  const ending = pictures[contentType]
  if (!ending) return false
  const hash = await deps.files.put(media.bytes)
  const now = deps.clock.now()
  await deps.db.query(
    `with kept as (
       update portal_media set state = 'stored', file_id = $2::uuid where id = $1::uuid and state = 'waiting'
       returning portal_user_id)
     insert into stored_file (id, hash, file_name, size, content_type, uploader_id, created_at)
     select $2::uuid, $3, $4, $5::int, $6, kept.portal_user_id, $7::timestamptz from kept`,
    [id, uuid(), hash, `${now.toISOString().slice(0, 10)}.${ending}`, media.bytes.length, contentType, now],
  )
  return true
}

/** See `CustomerDesk.failMedia`. */
export async function failMedia(deps: Deps, id: string, reason: string): Promise<void> {
  await deps.db.query(
    `update portal_media set state = 'failed', failure = $2 where id = $1::uuid and state = 'waiting'`,
    [id, reason.slice(0, 200)],
  )
}

/** A fetched picture that waits to be added to its request. */
export async function mediaToLink(
  deps: Deps,
  id: string,
): Promise<{ portalUserId: string; request: string; file: string } | null> {
  const [row] = await deps.db.query<{ portal_user_id: string; request_id: string; file_id: string }>(
    `select portal_user_id, request_id, file_id from portal_media
     where id = $1::uuid and state = 'stored' and request_id is not null and taken_by is null`,
    [id],
  )
  return row ? { portalUserId: row.portal_user_id, request: row.request_id, file: row.file_id } : null
}

/** It stands at its request, or there is no request any more that takes it. */
export async function mediaLinked(deps: Deps, id: string, failure: string | null): Promise<void> {
  await deps.db.query(
    `update portal_media set state = 'linked', failure = $2 where id = $1::uuid and state = 'stored'`,
    [id, failure],
  )
}
