import { createReceive } from '@gonghai/bot/conversation/receive'
import { createTasks } from '@gonghai/bot/tasks'
import { cardRenderers, chatReads, customerReads } from '@gonghai/server/areas/index'
import { openPortalSession } from '@gonghai/server/auth/portal-sessions'
import { localFileStore } from '@gonghai/server/files/local-store'
import { kernelTasks } from '@gonghai/server/jobs/tasks'
import { createCrm } from '@gonghai/server/messaging/crm'
import type { InboundEvent, PlatformName } from '@gonghai/shared/ports/events'
import type { PlatformAbilities, PlatformMedia } from '@gonghai/shared/ports/platform'
import { runOnce, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import { freeAbilities, ScriptedSender } from '../../bot/delivery/scripted-sender'
import { timeZone } from '../../support/compose-server'
import type { Answered } from '../../support/server'
import { serviceWorld } from '../service/world'

/** As the official account's sender says of itself. */
const officialAbilities: PlatformAbilities = {
  cardInput: false,
  updateNeedsCode: true,
  idempotentText: false,
  idempotentCard: true,
  perPerson: { perMinute: 10, perHour: 60 },
}

/** The smallest picture that is one. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const quiet = new WorkerLogger(() => () => undefined)

type Draft = {
  [T in InboundEvent['type']]: Omit<
    Extract<InboundEvent, { type: T }>,
    'platform' | 'dedupeKey' | 'from' | 'at'
  >
}[InboundEvent['type']]

/** The service world with an official account, its followers and its pictures; messages go to a scripted sender. */
export async function portalWorld() {
  const world = await serviceWorld({ official: true })
  const { server } = world
  const { db, clock } = server
  const wechat = new ScriptedSender(officialAbilities)
  const staff = new ScriptedSender(freeAbilities)
  const senders = new Map<PlatformName, ScriptedSender>([
    ['wechat', wechat],
    ['wecom', staff],
    ['dingtalk', staff],
  ])
  const media = new Map<string, PlatformMedia | Error>()
  const account = {
    fetchMedia: async (id: string) => {
      const found = media.get(id)
      if (!found || found instanceof Error) throw found ?? new Error(`no picture ${id}`)
      return found
    },
  }
  const crm = createCrm({
    db,
    clock,
    timeZone,
    platforms: ['wecom', 'dingtalk', 'wechat'],
    baseUrl: server.url,
    renderers: cardRenderers,
    execute: server.execute,
    reads: chatReads({ db, clock, services: server.services }),
    customers: { reads: customerReads(clock.now), files: localFileStore(server.fileDir) },
  })
  const deps = {
    crm,
    log: server.log,
    senders,
    platforms: new Map<PlatformName, typeof account>([['wechat', account]]),
    abilitiesOf: (name: string) => senders.get(name as PlatformName)?.abilities,
  }
  const receive = createReceive(deps)
  const tasks = createTasks(deps)
  let events = 0

  /** Runs every job that is due, of the kernel and of the bot. */
  async function runJobs(): Promise<void> {
    const all = { ...kernelTasks(server.reactions), ...tasks } as Record<
      string,
      (payload: never) => Promise<void>
    >
    const taskList = Object.fromEntries(
      Object.entries(all).map(([name, task]) => [name, (payload: unknown) => task(payload as never)]),
    ) as TaskList
    const work = () => runOnce({ pgPool: db.pool, taskList, noHandleSignals: true, logger: quiet })
    await work()
    await all.fireDue!({} as never)
    await work()
  }

  /** A person with WeChat: what they do in the conversation, and what they are told. */
  function person(openid: string) {
    const from = { platform: 'wechat' as const, userId: openid }
    const eventOf = (draft: Draft, dedupeKey = `e${++events}`) =>
      ({ platform: 'wechat', dedupeKey, from, at: clock.now(), ...draft }) as InboundEvent
    const act = async (draft: Draft, dedupeKey?: string): Promise<string> => {
      const answer = await receive(eventOf(draft, dedupeKey), { within: 3500 })
      return answer.reply?.text ?? ''
    }
    const idOf = async () =>
      (await server.rows<{ id: string }>('select id from portal_user where openid = $1', [openid]))[0]!.id
    const token = async () => (await openPortalSession(db, await idOf(), clock.now())).token
    return {
      openid,
      eventOf,
      act,
      idOf,
      token,
      say: (text: string) => act({ type: 'text', text, chat: 'single' }),
      show: (mediaId: string) => act({ type: 'media', media: 'image', mediaId, chat: 'single' }),
      follow: (scene?: string) => act({ type: 'open', first: true, ...(scene ? { scene } : {}) }),
      scan: (scene: string) => act({ type: 'open', scene }),
      press: (menuKey: string) => act({ type: 'open', menuKey }),
      leave: () => act({ type: 'leave' }),
      /** Everything that was sent to them besides the answers. */
      told: () => wechat.calls.filter(call => call.to === openid),
    }
  }

  /** Any request with a portal token. */
  async function call(
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answered> {
    return server.send(path, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  return { ...world, wechat, media, crm, receive, tasks, runJobs, person, call }
}

export type PortalWorld = Awaited<ReturnType<typeof portalWorld>>
