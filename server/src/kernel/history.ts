import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import { type Actor, callerId } from './actor'
import type { Json } from './context'
import type { Words } from './words'

/** One change of one record: who, when, by which door, and each field's old and new value. */
export interface Trace {
  object: string
  recordId: string
  action: string
  changes: Record<string, [Json, Json]>
  /** What somebody wrote, or a sentence by its key. */
  note?: Words
}

const insertTraces = keepPlan(`
  insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, note, words, at)
  select h.id, h.object, h."recordId", h.action, $2, $3, $4::uuid, $5, h.changes, h.note, h.words, $6::timestamptz
  from jsonb_to_recordset($1::jsonb)
    as h(id uuid, object text, "recordId" uuid, action text, changes jsonb, note text, words jsonb)`)

/** The traces of one transaction, stored in one statement at its end; a failing trace fails the write. */
export class HistoryBook {
  readonly #traces: (Trace & { id: string })[] = []

  add(trace: Trace): void {
    this.#traces.push({ id: uuid(), ...trace })
  }

  async flush(tx: Tx, actor: Actor, now: Date, requestId: string): Promise<void> {
    if (this.#traces.length === 0) return
    const rows = this.#traces.map(({ note, ...trace }) =>
      typeof note === 'string' ? { ...trace, note } : { ...trace, ...(note ? { words: note } : {}) },
    )
    const traces = JSON.stringify(rows)
    await tx.query(insertTraces, [traces, actor.door, actor.kind, callerId(actor), requestId, now])
  }
}
