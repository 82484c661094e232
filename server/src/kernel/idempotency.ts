import { createHash } from 'node:crypto'
import type { Tx } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import { refuse } from './errors'

/** The answer that a repeated call gets. */
export interface StoredAnswer {
  result: unknown
  message: string
  undo?: unknown
}

const hashOf = (input: unknown) => createHash('sha256').update(JSON.stringify(input)).digest('base64url')

const insertKey = keepPlan(`
  insert into idempotency_key (actor_id, action, key, input_hash, created_at)
  values ($1, $2, $3, $4, $5::timestamptz) on conflict do nothing returning 1 as one`)

const updateAnswer = keepPlan(
  'update idempotency_key set answer = $4::jsonb where actor_id = $1 and action = $2 and key = $3',
)

interface Slot {
  actor: string
  action: string
  key: string
  input: unknown
}

/**
 * Takes the key for this call. A call under way with the same key is waited for by the unique index.
 * @returns the first call's answer if there was one @throws Refusal keyReused if the key came with another input
 */
export async function takeKey(tx: Tx, slot: Slot, now: Date): Promise<StoredAnswer | undefined> {
  const hash = hashOf(slot.input)
  const taken = await tx.query(insertKey, [slot.actor, slot.action, slot.key, hash, now])
  if (taken.length > 0) return undefined
  const [row] = await tx.query<{ input_hash: string; answer: StoredAnswer }>(
    'select input_hash, answer from idempotency_key where actor_id = $1 and action = $2 and key = $3',
    [slot.actor, slot.action, slot.key],
  )
  if (row?.input_hash !== hash) refuse('keyReused')
  return row.answer
}

/** Stores the answer in the same transaction; a refused call leaves no row behind, so it may be tried again. */
export async function keepAnswer(tx: Tx, slot: Omit<Slot, 'input'>, answer: StoredAnswer): Promise<void> {
  await tx.query(updateAnswer, [slot.actor, slot.action, slot.key, JSON.stringify(answer)])
}
