import { errorTable } from '@gonghai/shared/errors'
import { type Locale, translator } from '@gonghai/shared/i18n'
import type { ActionOutcome, PreparedCall } from '@gonghai/shared/ports/crm'
import type {
  Customer,
  CustomerAsset,
  CustomerDesk,
  CustomerDialog,
  CustomerRequest,
  CustomerSurvey,
  PortalPage,
  Scanned,
} from '@gonghai/shared/ports/customers'
import type { Identity } from '@gonghai/shared/ports/events'
import { customerActor, followerLeft, isVerified, meetFollower, setFollowerLocale } from '../auth/followers'
import type { Sql } from '../db/database'
import type { FileStore } from '../files/local-store'
import type { CustomerActor } from '../kernel/actor'
import { Refusal } from '../kernel/errors'
import type { Execute } from '../kernel/execute'
import type { MessagingDeps } from './deps'
import { keepState, readState } from './dialogs'
import {
  failMedia,
  followMedia,
  keepMedia,
  mediaLinked,
  mediaToFetch,
  mediaToLink,
  storeMedia,
  takeMedia,
} from './portal-media'

/** What the areas tell of a customer's own; only theirs is in it. `path`: where its page stands. */
export interface CustomerReads {
  assets(sql: Sql, actor: CustomerActor, limit: number): Promise<CustomerAsset[]>
  openRequests(
    sql: Sql,
    actor: CustomerActor,
    limit: number,
  ): Promise<(Omit<CustomerRequest, 'url'> & { path: string })[]>
  survey(sql: Sql, actor: CustomerActor): Promise<(Omit<CustomerSurvey, 'url'> & { path: string }) | null>
  owns(sql: Sql, actor: CustomerActor, assetId: string): Promise<boolean>
  /** The machine behind the code of a sticker, whosever it is. */
  scanned(sql: Sql, code: string): Promise<CustomerAsset | null>
}

/** What the customers' side of the bot stands on. */
export interface CustomerDeps extends MessagingDeps {
  execute: Execute
  customers: { reads: CustomerReads; files: FileStore }
}

const pages: Record<PortalPage, string> = {
  home: '/p',
  new: '/p/new',
  requests: '/p/requests',
  assets: '/p/assets',
  verify: '/p/verify',
}

const scenePrefix = 'asset.'

/** The scene of a machine's QR code at the official account. @param code what stands in its sticker: too long to guess */
export const assetScene = (code: string) => `${scenePrefix}${code}`

async function meet(deps: CustomerDeps, who: Identity, follows?: boolean): Promise<Customer> {
  const { id } = await meetFollower(deps.db, who.userId, deps.clock.now(), follows)
  const actor = await customerActor(deps.db, id, 'officialAccount')
  const name = actor.contactId ? actor.name : null
  return { portalUserId: id, name, locale: actor.locale, verified: isVerified(actor) }
}

function refused({ code, params, fields }: Refusal, locale: Locale): ActionOutcome {
  const t = translator(locale)
  const form: { retry?: true } = errorTable[code]
  const detail = fields.slice(0, 1).map(issue => t(`error.field.${issue.rule}`, issue.params))
  const message = [t(`error.${code}`, params), ...detail].join(' ')
  // Whoever is locked out waits much longer than the inbox would.
  const retry = (form.retry ?? false) && code !== 'verifyLocked'
  return { ok: false, code, message, params, retry }
}

async function execute(
  deps: CustomerDeps,
  { customer, action, input, key }: PreparedCall & { customer: Customer; key: string },
): Promise<ActionOutcome> {
  try {
    const actor = await customerActor(deps.db, customer.portalUserId, 'officialAccount')
    const done = await deps.execute({ action, input, actor, key, requestId: key })
    return { ok: true, message: done.message, result: done.result }
  } catch (error) {
    if (error instanceof Refusal) return refused(error, customer.locale)
    throw error
  }
}

/** The answer that is kept under the event's key. */
async function doneBy(deps: CustomerDeps, customer: Customer, eventId: string) {
  const [row] = await deps.db.query<{
    action: string
    answer: { message: string; result: { id?: string } } | null
  }>(
    'select action, answer from idempotency_key where actor_id = $1 and key = $2 order by created_at limit 1',
    [customer.portalUserId, eventId],
  )
  return row?.answer ? { action: row.action, message: row.answer.message, id: row.answer.result.id } : null
}

/** A question with the event that asked it, and what had been asked before that. */
interface Asked {
  dialog: CustomerDialog | null
  by: string
  before: CustomerDialog | null
}

async function question(deps: CustomerDeps, who: Identity, eventId: string): Promise<CustomerDialog | null> {
  const asked = await readState<Asked>(deps, who, 'question')
  return (asked?.by === eventId ? asked.before : asked?.dialog) ?? null
}

async function ask(
  deps: CustomerDeps,
  who: Identity,
  dialog: CustomerDialog | null,
  eventId: string,
): Promise<void> {
  const before = await question(deps, who, eventId)
  if (!dialog && !before) return
  await keepState(deps, who, 'question', { dialog, by: eventId, before } satisfies Asked)
}

async function scanned(deps: CustomerDeps, customer: Customer, scene: string): Promise<Scanned> {
  const code = scene.startsWith(scenePrefix) ? scene.slice(scenePrefix.length) : scene
  if (!/^[A-Za-z0-9]{8,32}$/.test(code)) return null
  const asset = await deps.customers.reads.scanned(deps.db, code)
  if (!asset) return null
  const actor = await customerActor(deps.db, customer.portalUserId, 'officialAccount')
  return (await deps.customers.reads.owns(deps.db, actor, asset.id))
    ? { mine: asset }
    : { serialNumber: asset.serialNumber }
}

/** Adds a fetched picture to its request, as whoever sent it; under a key of its own, so that it happens once. */
async function linkMedia(deps: CustomerDeps, id: string): Promise<void> {
  const link = await mediaToLink(media(deps), id)
  if (!link) return
  const actor = await customerActor(deps.db, link.portalUserId, 'officialAccount')
  const input = { request: link.request, files: [link.file] }
  const key = `media:${id}`
  const failure = await deps.execute({ action: 'request.add', input, actor, key, requestId: key }).then(
    () => null,
    error => {
      if (!(error instanceof Refusal) || error.code === 'busy') throw error
      return error.code
    },
  )
  await mediaLinked(media(deps), id, failure)
}

const media = ({ db, clock, customers }: CustomerDeps) => ({ db, clock, files: customers.files })

/** The server's side of the conversation with customers; see `CustomerDesk`. */
export function createCustomerDesk(deps: CustomerDeps): CustomerDesk {
  const { reads } = deps.customers
  const actorOf = (customer: Customer) => customerActor(deps.db, customer.portalUserId, 'officialAccount')
  const url = (path: string) => `${deps.baseUrl}${path}`
  return {
    meet: (who, follows) => meet(deps, who, follows),
    left: who => followerLeft(deps.db, who.userId),
    speak: (customer, locale) => setFollowerLocale(deps.db, customer.portalUserId, locale),
    execute: request => execute(deps, request),
    assets: async (customer, limit) => reads.assets(deps.db, await actorOf(customer), limit),
    doneBy: (customer, eventId) => doneBy(deps, customer, eventId),
    async openRequests(customer, limit, but) {
      const filed = but === undefined ? null : await doneBy(deps, customer, but)
      const rows = await reads.openRequests(deps.db, await actorOf(customer), limit + (filed ? 1 : 0))
      const others = rows.filter(row => filed?.action !== 'request.file' || row.id !== filed.id)
      return others.slice(0, limit).map(({ path, ...row }) => ({ ...row, url: url(path) }))
    },
    async survey(customer) {
      const found = await reads.survey(deps.db, await actorOf(customer))
      if (!found) return null
      const { path, ...survey } = found
      return { ...survey, url: url(path) }
    },
    scanned: (customer, scene) => scanned(deps, customer, scene),
    pageUrl: page => url(pages[page]),
    requestUrl: id => url(`/p/request/${id}`),
    question: (who, eventId) => question(deps, who, eventId),
    ask: (who, dialog, eventId) => ask(deps, who, dialog, eventId),
    keepMedia: (customer, mediaId, from, eventId) => keepMedia(media(deps), customer, mediaId, from, eventId),
    takeMedia: (customer, ids, call) => takeMedia(media(deps), customer, ids, call),
    followMedia: (customer, ids, requestId) => followMedia(media(deps), customer, ids, requestId),
    mediaToFetch: id => mediaToFetch(media(deps), id),
    storeMedia: (id, found) => storeMedia(media(deps), id, found),
    failMedia: (id, reason) => failMedia(media(deps), id, reason),
    linkMedia: id => linkMedia(deps, id),
  }
}
