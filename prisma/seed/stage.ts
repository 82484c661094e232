import { loadAccess } from '@gonghai/server/access/context'
import { guards, handlers } from '@gonghai/server/areas/index'
import { customerActor } from '@gonghai/server/auth/followers'
import type { Database, Tx } from '@gonghai/server/db/database'
import type { Actor } from '@gonghai/server/kernel/actor'
import type { Ctx, JsonObject } from '@gonghai/server/kernel/context'
import { Refusal, refuse } from '@gonghai/server/kernel/errors'
import { Outbox } from '@gonghai/server/kernel/events'
import { createExecute, type Execute } from '@gonghai/server/kernel/execute'
import { HistoryBook } from '@gonghai/server/kernel/history'
import { LoadedRefs } from '@gonghai/server/kernel/references'
import { Writer } from '@gonghai/server/kernel/writer'
import { findAction } from '@gonghai/shared/actions'
import { isLocale } from '@gonghai/shared/i18n'

const requestId = 'seed'

/** What a direct write has: the writer, the transaction and the moment. */
export interface Hand {
  write: Writer
  tx: Tx
  at: Date
}

/**
 * Lets the demo's people do what they did, one after the other, each at its own moment, by the product's own actions
 * under their own permissions; all in the one transaction of the seeding.
 */
export class Stage {
  readonly #actors = new Map<string, Actor>()
  readonly #execute: Execute
  readonly #timeZone: string
  #now: Date
  /** Ids by natural key: `customer:苏州…`, `pool:east`, `product:CMM-800`. */
  readonly #ids = new Map<string, string>()

  constructor(
    readonly tx: Tx,
    deps: { db: Database; timeZone: string; now: Date },
  ) {
    this.#now = deps.now
    this.#timeZone = deps.timeZone
    const db: Database = { ...deps.db, query: tx.query, transaction: work => work(tx) }
    const clock = { now: () => this.#now, offset: () => 0 }
    this.#execute = createExecute({ db, clock, timeZone: deps.timeZone, handlers, guards, heard: new Set() })
  }

  /** Reads what each person may do; call it when people, roles and pools are there. */
  async cast(people: Record<string, string>): Promise<void> {
    for (const [key, employeeId] of Object.entries(people)) {
      const person = await this.tx.prisma.employee.findFirstOrThrow({ where: { id: employeeId } })
      const access = await loadAccess(this.tx, employeeId)
      const locale = isLocale(person.locale) ? person.locale : 'zh-CN'
      const { name, timeZone } = person
      this.#actors.set(key, { kind: 'employee', employeeId, name, locale, timeZone, access, door: 'seed' })
      this.remember(`person:${key}`, employeeId)
    }
  }

  /** @param by key of a person, `follower:…` for a customer, or null for the system */
  async #actor(by: string | null): Promise<Actor> {
    // What a follower may see grows with the story, so it is read anew.
    if (by?.startsWith('follower:')) return customerActor(this.tx, this.id(by), 'seed')
    if (by === null) return { kind: 'system', locale: 'zh-CN', timeZone: this.#timeZone, door: 'seed' }
    const actor = this.#actors.get(by)
    if (!actor) throw new Error(`Nobody is called ${by}.`)
    return actor
  }

  /** Does an action as somebody at a moment; a refusal ends the seeding. @returns its result */
  async act(
    at: Date,
    by: string | null,
    action: string,
    input: Record<string, unknown>,
  ): Promise<JsonObject> {
    this.#now = at
    try {
      return (await this.#execute({ action, input, actor: await this.#actor(by), requestId })).result
    } catch (error) {
      const what =
        error instanceof Refusal ? `${error.code} ${JSON.stringify([error.params, error.fields])}` : 'broke'
      throw new Error(`The story stops at ${at.toISOString()}: ${by ?? 'system'} ${action}: ${what}`, {
        cause: error,
      })
    }
  }

  /** Writes what no action does yet (an import, a recycling), with its history under `action`. */
  async direct<T>(at: Date, by: string | null, action: string, work: (hand: Hand) => Promise<T>): Promise<T> {
    const [history, outbox, actor] = [new HistoryBook(), new Outbox(new Set()), await this.#actor(by)]
    const { tx } = this
    const write = new Writer({ tx, actor, now: at, timeZone: this.#timeZone, action, history, outbox })
    const result = await work({ write, tx, at })
    await history.flush(tx, actor, at, requestId)
    return result
  }

  /** Puts a record back into a pool as the rule engine does, by the pool's own code. */
  async giveBack(at: Date, work: (ctx: Ctx) => Promise<void>): Promise<void> {
    const contract = findAction('pool.release')!
    const actor = await this.#actor(null)
    await this.direct(at, null, contract.name, ({ write, tx }) =>
      work({
        actor,
        action: contract,
        tx,
        now: at,
        timeZone: this.#timeZone,
        requestId,
        refs: new LoadedRefs(),
        write,
        trace: () => undefined,
        emit: () => undefined,
        refuse,
        call: () => refuse('unknownAction'),
      }),
    )
  }

  remember(key: string, id: unknown): void {
    this.#ids.set(key, String(id))
  }

  id(key: string): string {
    const id = this.#ids.get(key)
    if (!id) throw new Error(`The story has no ${key} yet.`)
    return id
  }
}

/** Something that happens at a moment of the story. */
export interface Act {
  at: Date
  run(stage: Stage): Promise<unknown>
}

/** Plays acts in the order of their moments; those of one moment in the order given. */
export async function play(stage: Stage, acts: readonly Act[]): Promise<void> {
  const inOrder = [...acts].sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const act of inOrder) await act.run(stage)
}
