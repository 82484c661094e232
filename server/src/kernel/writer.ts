import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import { endAsked } from '../records/clocks/end-asked'
import type { WatchedObject } from '../records/clocks/wind'
import { decodeRow, encodeValues, type Row, tableOf } from '../records/columns'
import { type Catalogue, catalogueOf } from '../records/custom/catalogue'
import { formulaValues } from '../records/custom/formulas'
import { customColumn, demandOwnFiles } from '../records/custom/store'
import { emptiedIssues } from '../records/input'
import { fullLines, readLines } from '../records/lines'
import { keepMatchKeys } from '../records/match-keys'
import { searchKeys } from '../records/search-keys'
import { type Actor, actorId } from './actor'
import type { Json } from './context'
import { changesOf, same, type Values } from './differences'
import { refuse } from './errors'
import type { Outbox } from './events'
import type { WriteChange, WriteGuard } from './guards'
import type { HistoryBook } from './history'
import { nextNumber } from './numbers'
import { demandCarriers, enterBin, leaveBin } from './recycle-bin'
import { type Assignment, departmentOf, insertRow, updateRow, writeLines } from './rows'
import type { Words } from './words'

export type { Values } from './differences'

interface WriterDeps {
  tx: Tx
  actor: Actor
  now: Date
  timeZone: string
  /** The action on whose behalf it writes; stands in the history. */
  action: string
  history: HistoryBook
  outbox: Outbox
  /** What must hold for every record; none where rows are only carried over. */
  guards?: readonly WriteGuard[]
  /** See `GuardCtx`. */
  mayAsk?: boolean
}

/** What one update did. */
export interface Updated {
  version: number
  /** The record's values after it. */
  values: Record<string, Value>
  /** Names of the fields that really changed. */
  changed: string[]
}

/**
 * The only way in which areas write records (decision 7): applies the declaration, keeps version, number, search keys and
 * the owner's department, and puts each changed field into the history of the same transaction.
 */
export class Writer {
  #catalogue: Catalogue | undefined

  constructor(private readonly deps: WriterDeps) {}

  /** Makes a record. @returns its id and number */
  async insert(
    name: ObjectName,
    given: Values,
    note?: Words,
  ): Promise<{ id: string; number: string | null }> {
    const { tx, actor, now, timeZone } = this.deps
    const object = await this.declared(name)
    const values = { ...initialValues(object), ...withoutEmpty(object, given) }
    await demandOwnFiles(tx, actor, object, {}, values)
    Object.assign(values, formulaValues(object, { ...values, createdAt: now.toISOString() }, timeZone))
    const lineTables = tableOf(object).lines.filter(({ field }) => values[field])
    for (const table of lineTables) values[table.field] = fullLines(table, values[table.field])
    await this.guard({ object, verb: 'create', id: null, values, changed: Object.keys(values) })
    const id = uuid()
    const number = object.number ? await nextNumber(tx, object, values, { now, timeZone }) : null
    delete values.number
    const who = actorId(actor)
    const assignments: Assignment[] = [
      { name: 'id', type: 'uuid', value: id },
      { name: 'search_keys', type: 'text[]', value: searchKeys(object, values, number) },
      ...encodeValues(object, values),
      ...encodeValues(object, { createdAt: now.toISOString(), updatedAt: now.toISOString() }),
      ...encodeValues(object, { createdBy: who, updatedBy: who, ...(number ? { number } : {}) }),
      ...customColumn(object, {}, values),
      ...(await departmentOf(tx, object, values.owner)),
    ]
    await insertRow(this.deps, object, assignments)
    await keepMatchKeys(tx, object, id, values)
    await writeLines(tx, id, lineTables, values, false)
    this.trace(object, id, changesOf(object, {}, values), note)
    this.deps.outbox.add('record.changed', { object: name, id, change: 'create' }, { object: name, id })
    return { id, number }
  }

  /**
   * Changes a record that was loaded and locked by its reference.
   * @param row the row as loaded @param note words for the history @throws Refusal staleVersion
   */
  async update(
    name: ObjectName,
    row: Row,
    given: Values,
    options: { expect?: number; note?: Words } = {},
  ): Promise<Updated> {
    const object = await this.declared(name)
    const id = row.id as string
    const before = decodeRow(object, row)
    const wanted = withoutUndefined(given)
    const emptied = emptiedIssues(object, wanted)
    if (emptied.length > 0) refuse('invalidInput', {}, emptied)
    if (options.expect !== undefined && options.expect !== row.version) {
      refuse('staleVersion', { version: row.version as number })
    }
    const lineTables = tableOf(object).lines.filter(({ field }) => field in wanted)
    if (lineTables.length > 0) {
      Object.assign(before, (await readLines(this.deps.tx, object, [id])).get(id))
      for (const table of lineTables) wanted[table.field] = fullLines(table, wanted[table.field])
    }
    await demandOwnFiles(this.deps.tx, this.deps.actor, object, before, wanted)
    const createdAt = new Date(row.created_at as Date).toISOString()
    Object.assign(wanted, formulaValues(object, { ...before, ...wanted, createdAt }, this.deps.timeZone))
    const values = { ...before, ...wanted } as Record<string, Value>
    const changed = Object.keys(wanted).filter(
      field => !same(object.fields[field], before[field] ?? null, values[field] ?? null),
    )
    if (changed.length === 0) return { version: row.version as number, values: before, changed }
    await this.guard({ object, verb: 'update', id, values, changed })
    const bumps = changed.some(field => object.fields[field]?.write !== 'system')
    const assignments: Assignment[] = [
      ...encodeValues(object, Object.fromEntries(changed.map(field => [field, values[field]]))),
      ...customColumn(object, row, Object.fromEntries(changed.map(field => [field, values[field]]))),
      ...(bumps ? this.stamp(object) : []),
      ...(changed.some(field => object.fields[field]?.searchable)
        ? [
            {
              name: 'search_keys',
              type: 'text[]' as const,
              value: searchKeys(object, values, row.number as string | null),
            },
          ]
        : []),
    ]
    const owner = object.can.owned && changed.includes('owner') ? { id: values.owner ?? null } : undefined
    const version = await this.write(object, id, assignments, { bump: bumps, owner })
    if (owner) await this.endAsked(object, row)
    await keepMatchKeys(this.deps.tx, object, id, values, changed)
    await writeLines(
      this.deps.tx,
      id,
      lineTables.filter(({ field }) => changed.includes(field)),
      values,
      true,
    )
    this.trace(
      object,
      id,
      changesOf(object, before, Object.fromEntries(changed.map(f => [f, values[f]]))),
      options.note,
    )
    this.deps.outbox.add(
      'record.changed',
      { object: name, id, change: 'update', fields: changed },
      { object: name, id },
    )
    return { version, values, changed }
  }

  /** Puts a record into the recycle bin, and with it what belongs to it (contacts, tasks, follow-ups, files). */
  async remove(name: ObjectName, row: Row, note?: Words): Promise<void> {
    await this.bin(name, row, { deletedAt: this.deps.now, deletedBy: actorId(this.deps.actor) }, note)
  }

  /**
   * Takes a record out of the recycle bin, with what went there together, as it was.
   * @throws Refusal ownerBinned where the record that it belongs to lies in the bin
   */
  async restore(name: ObjectName, row: Row, note?: Words): Promise<void> {
    await demandCarriers(this.deps.tx, objects[name], row)
    const [object, values]: [ObjectDeclaration, Values] = [objects[name], decodeRow(objects[name], row)]
    const id = row.id as string
    await this.guard({ object, verb: 'restore', id, values, changed: Object.keys(values) })
    await this.bin(name, row, { deletedAt: null, deletedBy: null }, note)
  }

  /** Adds an entry to a record's history without changing the record (a claim that waits, a decision). */
  note(name: ObjectName, id: string, note: Words, changes: Record<string, [Json, Json]> = {}): void {
    this.trace(objects[name], id, changes, note)
  }

  private async guard(change: WriteChange): Promise<void> {
    const { tx, actor, guards = [], mayAsk = false } = this.deps
    for (const guard of guards) await guard.check({ tx, actor, mayAsk }, change)
  }

  private async bin(
    name: ObjectName,
    row: Row,
    state: { deletedAt: Date | null; deletedBy: string | null },
    note?: Words,
  ): Promise<void> {
    const object: ObjectDeclaration = objects[name]
    const id = row.id as string
    const assignments: Assignment[] = [
      { name: 'deleted_at', type: 'timestamptz', value: state.deletedAt },
      { name: 'deleted_by', type: 'uuid', value: state.deletedBy },
      ...(row.extension_asked_at
        ? [{ name: 'extension_asked_at', type: 'timestamptz' as const, value: null }]
        : []),
      ...this.stamp(object),
    ]
    await this.endAsked(object, row)
    await this.write(object, id, assignments, { bump: true, restored: state.deletedAt === null })
    const { tx, outbox } = this.deps
    const followers = state.deletedAt
      ? await enterBin(tx, { object: name, id }, { at: state.deletedAt, by: state.deletedBy })
      : await leaveBin(tx, { object: name, id })
    this.trace(object, id, {}, note)
    const change = state.deletedAt ? 'remove' : 'restore'
    for (const one of [{ object: name, id }, ...followers]) {
      outbox.add('record.changed', { ...one, change }, one)
      const follower: ObjectDeclaration = objects[one.object]
      // Follow-ups and files have no history that anybody reads.
      if (one.id !== id && follower.can.owned) this.trace(follower, one.id, {}, note)
    }
  }

  /** What the old owner had asked for is over; cards say so. */
  private async endAsked(object: ObjectDeclaration, row: Row): Promise<void> {
    if (!object.can.pooled || !row.extension_asked_at) return
    const id = row.id as string
    const { tx, now, outbox } = this.deps
    const about = { object: object.name, id }
    for (const request of await endAsked(tx, object.name as WatchedObject, id, now))
      outbox.add('extension.decided', { request }, about)
  }

  /** The declaration that this call works with: with the company's own fields, where it may have some. */
  private async declared(name: ObjectName): Promise<ObjectDeclaration> {
    const object: ObjectDeclaration = objects[name]
    if (!object.can.custom) return object
    this.#catalogue ??= await catalogueOf(this.deps.tx, this.deps.actor)
    return this.#catalogue.of(object)
  }

  private stamp(object: ObjectDeclaration): Assignment[] {
    const { now, actor } = this.deps
    return encodeValues(object, { updatedAt: now.toISOString(), updatedBy: actorId(actor) })
  }

  /** Changes the row; who waits for the word of a record's owner follows the record. */
  private async write(
    object: ObjectDeclaration,
    id: string,
    parts: Assignment[],
    how: Parameters<typeof updateRow>[4],
  ): Promise<number> {
    const { version, asked } = await updateRow(this.deps, object, id, parts, how)
    const about = { object: object.name, id }
    if (asked) this.deps.outbox.add('record.handsChanged', { object: object.name, ids: [id] }, about)
    return version
  }

  private trace(
    object: ObjectDeclaration,
    id: string,
    changes: Record<string, [Json, Json]>,
    note?: Words,
  ): void {
    this.deps.history.add({
      object: object.name,
      recordId: id,
      action: this.deps.action,
      changes,
      ...(note ? { note } : {}),
    })
  }
}

function initialValues(object: ObjectDeclaration): Values {
  const withInitial = Object.entries(object.fields).filter(([, field]) => field.initial !== undefined)
  return Object.fromEntries(withInitial.map(([name, field]) => [name, field.initial]))
}

/** An empty value falls back to the one that a new record has. */
function withoutEmpty(object: ObjectDeclaration, given: Values): Values {
  const kept = Object.entries(given).filter(
    ([name, value]) => value !== undefined && !(value === null && object.fields[name]?.initial !== undefined),
  )
  return Object.fromEntries(kept)
}

function withoutUndefined(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
