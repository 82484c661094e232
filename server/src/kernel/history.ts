import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import { type Actor, callerId } from './actor'
import type { Json } from './context'

/** One change of one record: who, when, by which door, and each field's old and new value. */
export interface Trace {
  object: string
  recordId: string
  action: string
  changes: Record<string, [Json, Json]>
  note?: string
}

const insertTraces = keepPlan(`
  insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, note, at)
  select h.id, h.object, h."recordId", h.action, $2, $3, $4::uuid, $5, h.changes, h.note, $6::timestamptz
  from jsonb_to_recordset($1::jsonb)
    as h(id uuid, object text, "recordId" uuid, action text, changes jsonb, note text)`)

/** The traces of one transaction, stored in one statement at its end; a failing trace fails the write. */
export class HistoryBook {
  readonly #traces: (Trace & { id: string })[] = []

  add(trace: Trace): void {
    this.#traces.push({ id: uuid(), ...trace })
  }

  async flush(tx: Tx, actor: Actor, now: Date, requestId: string): Promise<void> {
    if (this.#traces.length === 0) return
    const traces = JSON.stringify(this.#traces)
    await tx.query(insertTraces, [traces, actor.door, actor.kind, callerId(actor), requestId, now])
  }
}
