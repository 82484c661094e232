import { v7 as uuid } from 'uuid'
import type { Ctx } from '../../kernel/context'

/** What the customer sees of a request's course. */
export type StepKind =
  | 'received'
  | 'dispatched'
  | 'undone'
  | 'accepted'
  | 'onTheWay'
  | 'working'
  | 'done'
  | 'withdrawn'
  | 'added'
  | 'urged'
  | 'rated'

/** One step of a request's timeline; nothing in it is hidden from the customer. */
export interface Step {
  kind: StepKind
  byCustomer?: true
  /** The engineer whom it is about. */
  employee?: string | null
  words?: string | null | undefined
  /** When the engineer expects to arrive, ISO 8601. */
  expectedAt?: string | null | undefined
  files?: readonly string[] | undefined
}

/** Writes a step and announces it as `request.stepped`. @returns the step's id */
export async function addStep(ctx: Ctx, requestId: string, step: Step): Promise<string> {
  const id = uuid()
  const byCustomer = step.byCustomer ?? false
  await ctx.tx.query(
    `insert into request_step (id, request_id, kind, by_customer, employee_id, words, expected_at, file_ids, at)
     values ($1::uuid, $2::uuid, $3, $4::boolean, $5::uuid, $6, $7::timestamptz, $8::uuid[], $9::timestamptz)`,
    [
      id,
      requestId,
      step.kind,
      byCustomer,
      step.employee ?? null,
      step.words ?? null,
      step.expectedAt ?? null,
      step.files ?? [],
      ctx.now,
    ],
  )
  const payload = { request: requestId, step: id, kind: step.kind, byCustomer }
  ctx.emit('request.stepped', payload, { object: 'serviceRequest', id: requestId })
  return id
}
