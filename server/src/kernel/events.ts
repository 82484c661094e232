import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import { type Actor, callerId } from './actor'
import type { JsonObject } from './context'

/** Something that happened, as the reactions see it. */
export interface DomainEvent {
  id: string
  name: string
  object: string | null
  recordId: string | null
  payload: JsonObject
  actorId: string | null
  at: Date
}

const insertEvents = keepPlan(`
  insert into event (id, name, object, record_id, payload, actor_id, request_id, created_at)
  select e.id, e.name, e.object, e."recordId", e.payload, $2, $3, $4::timestamptz
  from jsonb_to_recordset($1::jsonb) as e(id uuid, name text, object text, "recordId" uuid, payload jsonb)`)

/** Events of one transaction, gathered while it runs and stored at its end with one job that hands them out. */
export class Outbox {
  readonly #events: Omit<DomainEvent, 'actorId' | 'at'>[] = []

  /** @param heard names that some reaction listens to; the others are not stored */
  constructor(readonly heard: ReadonlySet<string>) {}

  add(name: string, payload: JsonObject, about?: { object: string; id: string }): void {
    if (!this.heard.has(name)) return
    this.#events.push({
      id: uuid(),
      name,
      payload,
      object: about?.object ?? null,
      recordId: about?.id ?? null,
    })
  }

  /** Writes the events and adds the job; nothing is announced for what is rolled back. */
  async flush(tx: Tx, actor: Actor, now: Date, requestId: string): Promise<void> {
    if (this.#events.length === 0) return
    const stored = tx.query(insertEvents, [JSON.stringify(this.#events), callerId(actor), requestId, now])
    const events = this.#events.map(({ id, name }) => ({ id, name }))
    await Promise.all([stored, tx.addJob('dispatch', { events })])
  }
}
