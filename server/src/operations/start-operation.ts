import { type ActionContract, findAction } from '@gonghai/shared/actions'
import type { Field, Fields } from '@gonghai/shared/objects'
import { findObject } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { can } from '../access/context'
import { scopeCondition } from '../access/scope'
import type { Database, Sql, Tx } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { Clock } from '../kernel/clock'
import type { JsonObject } from '../kernel/context'
import { refuse } from '../kernel/errors'
import { keepAnswer, takeKey } from '../kernel/idempotency'
import { identifier, splitRecord, tableOf } from '../records/columns'
import { parseInput, parseValue } from '../records/input'
import { listIds } from '../records/list/walk'
import { Params } from '../records/reader'
import type { OperationKindName } from './operation'

/** So many are done while the caller waits. */
export const inlineLimit = 20
/** And so many at all. */
export const operationLimit = 5000

/** An operation that has been checked, with its items fixed. */
export interface Wanted {
  kind: OperationKindName
  subject: string
  input: JsonObject
  items: readonly { record?: string; title?: string; input?: JsonObject }[]
  /** How many records it is about, where it keeps no item for each. */
  total?: number
}

interface Starting {
  actor: EmployeeActor
  requestId: string
  key?: string
  /** Told in chat when it ends. */
  tell: boolean
}

/** Puts an operation and its items; a job looks at it as soon as this commits, or later as the net under an inline run. */
export async function insertOperation(
  tx: Tx,
  wanted: Wanted,
  { actor, requestId, tell }: Omit<Starting, 'key'>,
  now: Date,
  job: { runAt?: Date } = {},
): Promise<string> {
  const id = uuid()
  await tx.query(
    `insert into operation (id, kind, subject, employee_id, input, state, total, request_id, created_at, tell)
     values ($1::uuid, $2, $3, $4::uuid, $5::jsonb, 'running', $6::int, $7, $8::timestamptz, $9)`,
    [
      id,
      wanted.kind,
      wanted.subject,
      actor.employeeId,
      JSON.stringify(wanted.input),
      wanted.total ?? wanted.items.length,
      requestId,
      now,
      tell,
    ],
  )
  await tx.query(
    `insert into operation_item (operation_id, position, record, title, input)
     select $1::uuid, i.position, i.record, i.title, i.input from jsonb_to_recordset($2::jsonb)
       as i(position int, record text, title text, input jsonb)`,
    [id, JSON.stringify(wanted.items.map((item, position) => ({ position, ...item })))],
  )
  await tx.addJob(
    'runOperation',
    { id },
    { key: `operation:${id}`, queue: `operation:${id}`, urgency: 'background', ...job },
  )
  return id
}

/** The contract of an action that may be done to many. @throws Refusal unknownAction | notPermitted | invalidInput */
function bulkContract(actor: EmployeeActor, name: unknown): { contract: ActionContract; field: Field } {
  const contract = typeof name === 'string' ? findAction(name) : undefined
  const field = contract?.bulk ? contract.input[contract.bulk] : undefined
  if (!contract || !field)
    return refuse('unknownAction', { action: typeof name === 'string' ? name.slice(0, 60) : '' })
  if (!can(actor.access, contract.needs)) refuse('notPermitted')
  return { contract, field }
}

const recordField = (field: Field): Field =>
  field.kind === 'record' ? field : { kind: 'record', targets: [field.target as never], required: true }

/** The records of a request: named one by one, or found by a list query. */
async function recordsOf(
  sql: Sql,
  actor: EmployeeActor,
  field: Field,
  raw: Record<string, unknown>,
  now: Date,
): Promise<string[]> {
  const one = recordField(field)
  if (raw.found !== undefined) {
    const { object, query } = (raw.found ?? {}) as { object?: unknown; query?: unknown }
    if (typeof object !== 'string' || !one.targets?.some(target => target === object)) {
      refuse('invalidInput', {}, [{ path: 'found.object', rule: 'option' }])
    }
    const ids = await listIds(sql, actor, object, query ?? {}, { limit: operationLimit + 1, now })
    if (ids.length > operationLimit) {
      refuse('invalidInput', {}, [{ path: 'found', rule: 'tooLong', params: { max: operationLimit } }])
    }
    return ids.map(id => `${object}:${id}`)
  }
  const { records } = raw
  if (!Array.isArray(records)) return refuse('invalidInput', {}, [{ path: 'records', rule: 'required' }])
  if (records.length > operationLimit) {
    refuse('invalidInput', {}, [{ path: 'records', rule: 'tooLong', params: { max: operationLimit } }])
  }
  const parsed = records.map(record => parseValue(one, record))
  const bad = parsed.indexOf(undefined)
  if (bad >= 0) refuse('invalidInput', {}, [{ path: `records.${bad}`, rule: 'format' }])
  return [...new Set(parsed as string[])]
}

/** What the records are called, as far as the actor may read them. */
async function titlesOf(
  sql: Sql,
  actor: EmployeeActor,
  records: readonly string[],
): Promise<Map<string, string>> {
  const titles = new Map<string, string>()
  for (const name of new Set(records.map(record => splitRecord(record)[0]))) {
    const object = findObject(name)!
    const { values, bind } = new Params()
    const ids = records.map(splitRecord).flatMap(([owner, id]) => (owner === name ? [id] : []))
    const rows = await sql.query<{ id: string; title: string }>(
      `select t.id, t.${identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)} as title
       from ${identifier(tableOf(object).name)} t
       where t.id = any(${bind(ids)}::uuid[]) and (${scopeCondition(actor.access, object.name, 'view', bind, 't')})`,
      values,
    )
    for (const row of rows) titles.set(`${name}:${row.id}`, String(row.title))
  }
  return titles
}

const known: ReadonlySet<string> = new Set(['action', 'records', 'found', 'input'])

function bodyOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refuse('invalidInput', {}, [{ path: '', rule: 'type' }])
  }
  const unknown = Object.keys(body).filter(name => !known.has(name))
  if (unknown.length > 0) {
    refuse(
      'unknownField',
      {},
      unknown.map(path => ({ path, rule: 'unknown' })),
    )
  }
  return body as Record<string, unknown>
}

/** The shared part of the input is checked once, with the first record in its place. */
function checkInput(contract: ActionContract, field: Field, record: string, input: unknown): JsonObject {
  const given = input ?? {}
  if (typeof given !== 'object' || Array.isArray(given)) {
    return refuse('invalidInput', {}, [{ path: 'input', rule: 'type' }])
  }
  const name = contract.bulk!
  if (Object.hasOwn(given, name)) {
    refuse('unknownField', {}, [{ path: `input.${name}`, rule: 'unknown' }])
  }
  const value = field.kind === 'record' ? record : splitRecord(record)[1]
  const { [name]: _record, ...rest } = parseInput(contract.input as Fields, { ...given, [name]: value })
  return rest as JsonObject
}

interface StartDeps {
  db: Database
  clock: Clock
}

/**
 * Checks and starts a bulk operation; its records are fixed from here on.
 * @returns its id, whether it is small enough to be run while the caller waits, and whether it was started before with this key
 */
export async function startBulk(
  { db, clock }: StartDeps,
  starting: Omit<Starting, 'tell'>,
  body: unknown,
): Promise<{ id: string; inline: boolean }> {
  const { actor, key } = starting
  const raw = bodyOf(body)
  const { contract, field } = bulkContract(actor, raw.action)
  const now = clock.now()
  const records = await recordsOf(db, actor, field, raw, now)
  if (records.length === 0) refuse('invalidInput', {}, [{ path: 'records', rule: 'required' }])
  const input = checkInput(contract, field, records[0]!, raw.input)
  const titles = await titlesOf(db, actor, records)
  const inline = records.length <= inlineLimit
  const slot = { actor: actor.employeeId, action: 'operation.start', key: key ?? '' }
  return db.transaction(async tx => {
    const before = key ? await takeKey(tx, { ...slot, input: raw }, now) : undefined
    if (before) return before.result as { id: string; inline: boolean }
    const wanted: Wanted = {
      kind: 'bulk',
      subject: contract.name,
      input,
      items: records.map(record => ({ record, title: titles.get(record) ?? '' })),
    }
    // A minute later, by the machine's clock: for what a crash cut off.
    const later = { runAt: new Date(now.getTime() - clock.offset() + 60_000) }
    const id = await insertOperation(tx, wanted, { ...starting, tell: !inline }, now, inline ? later : {})
    const answer = { id, inline }
    if (key) await keepAnswer(tx, slot, { result: answer, message: '' })
    return answer
  })
}
