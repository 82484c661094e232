import { drainLane } from '@gonghai/bot/delivery/drain-lane'
import { syncCopy } from '@gonghai/bot/delivery/sync-copy'
import { createTasks } from '@gonghai/bot/tasks'
import { cardRenderers, customerReads } from '@gonghai/server/areas/index'
import { openDatabase } from '@gonghai/server/db/database'
import { localFileStore } from '@gonghai/server/files/local-store'
import type { Clock } from '@gonghai/server/kernel/clock'
import { Refusal } from '@gonghai/server/kernel/errors'
import type { ActionCall } from '@gonghai/server/kernel/execute'
import { createCrm } from '@gonghai/server/messaging/crm'
import type { MessagingDeps } from '@gonghai/server/messaging/deps'
import { createMessenger } from '@gonghai/server/messaging/messenger'
import type { CardRenderer } from '@gonghai/server/messaging/render'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Logger } from '@gonghai/shared/ports/logger'
import { runOnce, Logger as WorkerLogger } from 'graphile-worker'
import { v7 as uuid } from 'uuid'
import { codedAbilities, freeAbilities, ScriptedSender } from '../../bot/delivery/scripted-sender'
import { testDatabase } from '../../support/database'

/** A clock that a test moves; jobs still wake by the machine's. */
export class TestClock implements Clock {
  #now = new Date('2026-11-21T02:00:00Z').getTime()
  now = () => new Date(this.#now)
  offset = () => this.#now - Date.now()
  advance(ms: number) {
    this.#now += ms
  }
}

/** What the cards of a matter show; a test changes it and touches the card. */
export interface Matter {
  title: string
  outcome?: string
  final: boolean
  /** Seen by one employee only. */
  per?: Record<string, { outcome: string; final: boolean }>
}

/** A company of a few people, a database, two scripted platforms, and everything of messaging between them. */
export async function messagingWorld(options: Pick<MessagingDeps, 'budgets'> = {}) {
  const database = await testDatabase()
  const errors: unknown[] = []
  const db = openDatabase({ url: database.url, connections: 12, onError: error => errors.push(error) })
  db.pool.on('connect', client => client.on('error', error => errors.push(error)))
  const clock = new TestClock()
  const matters = new Map<string, Matter>()
  const renderer: CardRenderer = {
    async render(_sql, { matter, reader, baseUrl }) {
      const shown = matters.get(matter)!
      const mine = shown.per?.[reader.employeeId] ?? shown
      const outcome = mine.outcome
      const buttons = outcome ? [] : [{ key: 'pool.claim', text: '领取', style: 'primary' as const }]
      const url = `${baseUrl}/r/customer/1`
      const card = {
        source: '公海',
        title: shown.title,
        facts: [],
        url,
        buttons,
        ...(outcome ? { outcome } : {}),
      }
      return { card, final: mine.final }
    },
  }
  const wecom = new ScriptedSender(codedAbilities)
  const dingtalk = new ScriptedSender(freeAbilities)
  const platforms: PlatformName[] = ['wecom', 'dingtalk']
  const base = { clock, platforms, baseUrl: 'https://crm.test' }
  const messenger = createMessenger(base)
  const executed: ActionCall[] = []
  const behaviour = { execute: async (_call: ActionCall): Promise<string> => '好了' }
  const crm = createCrm({
    ...base,
    db,
    timeZone: 'Asia/Shanghai',
    ...options,
    renderers: { ...cardRenderers, poolClaim: renderer, poolDigest: renderer, approval: renderer },
    customers: { reads: customerReads(clock.now), files: localFileStore('') },
    async execute(call) {
      executed.push(call)
      return { result: {}, message: await behaviour.execute(call) }
    },
    reads: {
      list: async () => ({ rows: [], next: null, count: 0 }),
      today: async () => ({ figures: [], items: [], more: 0 }),
      approvals: async () => [],
      collisions: async () => [],
      reviews: async () => [],
      extensions: async () => [],
    },
  })
  const noted: { level: string; fields: object; text: string }[] = []
  const note = (level: string) => (fields: object, text: string) => void noted.push({ level, fields, text })
  const log: Logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  const senders = new Map([
    ['wecom', wecom],
    ['dingtalk', dingtalk],
  ] as [PlatformName, ScriptedSender][])
  const deps = {
    crm,
    log,
    platforms: new Map(),
    senders,
    abilitiesOf: (name: string) => senders.get(name as PlatformName)?.abilities,
  }
  const tasks = createTasks(deps)

  async function addEmployee(
    name: string,
    identities: Partial<Record<PlatformName, string>>,
  ): Promise<string> {
    const [organisation, department, employee] = [uuid(), uuid(), uuid()]
    await db.query('insert into organisation (id, name) values ($1::uuid, $2)', [organisation, name])
    await db.query(
      'insert into department (id, organisation_id, name, path) values ($1::uuid, $2::uuid, $3, array[$1::uuid])',
      [department, organisation, name],
    )
    await db.query(
      `insert into employee (id, organisation_id, department_id, name, created_at, search_keys)
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5::timestamptz, '{}')`,
      [employee, organisation, department, name, clock.now()],
    )
    for (const [platform, userId] of Object.entries(identities)) {
      await db.query('insert into identity (platform, user_id, employee_id) values ($1, $2, $3::uuid)', [
        platform,
        userId,
        employee,
      ])
    }
    return employee
  }

  /** Runs every job that is due by the machine's clock, as a worker would. */
  async function runJobs() {
    const taskList = Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]),
    )
    await runOnce({
      pgPool: db.pool,
      taskList,
      noHandleSignals: true,
      logger: new WorkerLogger(() => () => undefined),
    })
  }

  return {
    db,
    clock,
    crm,
    messenger,
    matters,
    wecom,
    dingtalk,
    tasks,
    executed,
    behaviour,
    noted,
    deps,
    addEmployee,
    runJobs,
    /** Everything that is due after a pause: what the minute's sweep finds, too. */
    async later(ms: number) {
      clock.advance(ms)
      await tasks.sweepMessaging()
      await runJobs()
    },
    open: (matter: string, recipients: string[]) =>
      db.transaction(tx => messenger.openCard(tx, { kind: 'poolClaim', matter, recipients })),
    touch: (matter: string) => db.transaction(tx => messenger.touchCard(tx, { kind: 'poolClaim', matter })),
    drain: (userId: string, platform: PlatformName = 'wecom') => drainLane(deps, { platform, userId }),
    sync: (id: string, platform: PlatformName = 'wecom') => syncCopy(deps, { id, platform }),
    say: (userId: string, text: string, key: string, platform: PlatformName = 'wecom') =>
      crm.reply({ platform, userId }, { text }, key),
    rows: <T = Record<string, unknown>>(sql: string, params: unknown[] = []) => db.query<T>(sql, params),
    refuse: (code: ConstructorParameters<typeof Refusal>[0], params?: Record<string, string | number>) => {
      throw new Refusal(code, params)
    },
    async close() {
      await db.close()
      await database.drop()
    },
  }
}

export type MessagingWorld = Awaited<ReturnType<typeof messagingWorld>>
