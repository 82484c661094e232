import { objectList } from '@gonghai/shared/objects'
import { fieldOf } from '@gonghai/shared/objects/custom'
import { v7 as uuid } from 'uuid'
import { bumpPermissionEpoch } from '../../access/context'
import { addJob, type Database } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import {
  decodeRow,
  encodeCustom,
  identifier,
  partSql,
  type Row,
  selectList,
  tableOf,
} from '../../records/columns'
import { loadCatalogue, renewCatalogue } from '../../records/custom/catalogue'
import { formulaValues } from '../../records/custom/formulas'
import { companyTimeZone } from '../../start-up'
import { fieldsOf, withFields } from './fields-of'

/** What the jobs of custom fields work with. */
export interface FieldJobs {
  db: Database
  clock: Clock
}

const batch = 500
/** Longer than any transaction lives. */
const secondPassMs = 60_000

/** The index that sorting by a field needs: `cf_customer_c_budget`. */
const indexName = (table: string, key: string) => `cf_${table}_${key}`.slice(0, 63)

interface WantedIndex {
  name: string
  statement: string
  fieldId: string
}

async function wantedIndexes(db: Database): Promise<WantedIndex[]> {
  const wanted: WantedIndex[] = []
  for (const object of objectList.filter(one => one.can.custom)) {
    const fields = await fieldsOf(db, object.name)
    const table = tableOf(object).name
    for (const field of fields.filter(one => one.active && one.sortable)) {
      const declaration = { ...object, fields: { [field.key]: fieldOf(field) } }
      const [part] = tableOf(declaration).byField.get(field.key)!.parts
      const value = partSql(part!, 't').replaceAll('t."custom"', '"custom"')
      const name = indexName(table, field.key)
      const statement = `create index concurrently ${identifier(name)} on ${identifier(table)} (${value}, id) where ${value} is not null`
      wanted.push({ name, statement, fieldId: field.id })
    }
  }
  return wanted
}

interface StandingIndex {
  name: string
  valid: boolean
  /** Comment on it: the statement that made it, so that a change of kind makes it anew. */
  made: string | null
}

const standing = `select c.relname as name, i.indisvalid as valid, obj_description(c.oid, 'pg_class') as made
  from pg_class c join pg_index i on i.indexrelid = c.oid join pg_namespace n on n.oid = c.relnamespace
  where c.relname like 'cf\\_%' and n.nspname = current_schema()`

/**
 * Makes the indexes of sortable fields and takes away those that nobody needs any more (task `indexFields`). Built without
 * locking anybody out; a field is offered for sorting once its index stands.
 */
export async function indexFields({ db, clock }: FieldJobs): Promise<void> {
  const client = await db.pool.connect()
  try {
    // Two builders of one index would fail one another.
    await client.query(`select pg_advisory_lock(hashtext('indexFields'))`)
    // A large table takes longer than any other statement may.
    await client.query('set statement_timeout = 0')
    const wanted = await wantedIndexes(db)
    const found = (await client.query<StandingIndex>(standing)).rows
    const stands = (one: WantedIndex) =>
      found.some(({ name, valid, made }) => name === one.name && valid && made === one.statement)
    for (const { name } of found) {
      const kept = wanted.some(one => one.name === name && stands(one))
      if (!kept) await client.query(`drop index concurrently if exists ${identifier(name)}`)
    }
    for (const one of wanted.filter(each => !stands(each))) {
      await client.query(one.statement)
      await client.query(
        `comment on index ${identifier(one.name)} is '${one.statement.replaceAll("'", "''")}'`,
      )
    }
    await markIndexed(
      db,
      clock,
      wanted.map(one => one.fieldId),
    )
  } finally {
    // Its settings and its lock go with it.
    client.release(true)
  }
}

async function markIndexed(db: Database, clock: Clock, ids: string[]): Promise<void> {
  await db.transaction(async tx => {
    const changed = await tx.query(
      `update custom_field set indexed = id = any($1::uuid[]) where indexed <> (id = any($1::uuid[])) returning id`,
      [ids],
    )
    if (changed.length === 0) return
    await renewCatalogue(tx, uuid(), clock.now())
    await bumpPermissionEpoch(tx, clock.now())
  })
}

/** Writes what became of some records' own fields, in one statement. */
const patch = (table: string) => `update ${identifier(table)} t set custom = (t.custom || v.set) - v.unset
  from jsonb_to_recordset($1::jsonb) as v(id uuid, set jsonb, unset text[]) where t.id = v.id`

/** Goes through all rows of an object, also those in the recycle bin; each batch is locked while it is worked on. */
async function everyRow(
  db: Database,
  name: string,
  change: (row: Row) => { set: object; unset: string[] } | undefined,
): Promise<void> {
  const object = withFields(name, [])
  const table = tableOf(object).name
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await db.transaction(async tx => {
      const found = await tx.query<Row>(
        `select ${selectList(object, 't')} from ${identifier(table)} t where t.id > $1::uuid order by t.id limit ${batch} for no key update of t`,
        [last],
      )
      const patches = found.flatMap(row => {
        const changed = change(row)
        return changed ? [{ id: row.id, ...changed }] : []
      })
      if (patches.length > 0) await tx.query(patch(table), [JSON.stringify(patches)])
      return found
    })
    if (rows.length < batch) return
    last = rows.at(-1)!.id as string
  }
}

/**
 * Works out the formulas of all records of an object anew (task `recalculate`). What people see as a change is only the value:
 * no version rises and no history is written, as nobody changed the record.
 */
export async function recalculate(
  { db, clock }: FieldJobs,
  { object: name, pass }: { object: string; pass: number },
): Promise<void> {
  const object = (await loadCatalogue(db)).find(name)
  if (!object) return
  const formulas = Object.entries(object.fields).filter(([, field]) => field.formula)
  if (formulas.length === 0) return
  await everyRow(db, name, row => {
    const before = decodeRow(object, row)
    const createdAt = new Date(row.created_at as Date).toISOString()
    const values = formulaValues(object, { ...before, createdAt }, companyTimeZone)
    const isSame = Object.entries(values).every(([key, value]) => (before[key] ?? null) === value)
    return isSame ? undefined : encodeCustom(object, values)
  })
  if (pass > 1) return
  const runAt = new Date(clock.now().getTime() + secondPassMs)
  await addJob(db, 'recalculate', { object: name, pass: 2 }, { key: `recalculate:${name}:again`, runAt })
}

/** Puts every record's value into the form of the field's new kind (task `convertField`); reading understands both. */
export async function convertField(
  { db }: FieldJobs,
  { object: name, key }: { object: string; key: string },
): Promise<void> {
  const object = (await loadCatalogue(db)).find(name)
  if (!object?.fields[key]) return
  const column = tableOf(object).byField.get(key)!
  await everyRow(db, name, row => {
    const raw = (row.custom as Record<string, unknown>)[key]
    const value = column.decode(row)
    return raw === undefined || JSON.stringify(raw) === JSON.stringify(value)
      ? undefined
      : encodeCustom(object, { [key]: value })
  })
}

/** The jobs of custom fields, by the names under which they are queued. */
export function fieldTasks(deps: FieldJobs): Record<string, (payload: never) => Promise<void>> {
  return {
    indexFields: () => indexFields(deps),
    recalculate: (payload: { object: string; pass: number }) => recalculate(deps, payload),
    convertField: (payload: { object: string; key: string }) => convertField(deps, payload),
  }
}
