import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import {
  decodeRow,
  encodeValues,
  identifier,
  type LineTable,
  type Row,
  type SqlType,
  tableOf,
} from '../records/columns'
import { emptiedIssues } from '../records/input'
import { fullLines, insertLines, type Line, readLines } from '../records/lines'
import { searchKeys } from '../records/search-keys'
import { type Actor, actorId } from './actor'
import type { Json } from './context'
import { changesOf, same, type Values } from './differences'
import { refuse } from './errors'
import type { Outbox } from './events'
import type { HistoryBook } from './history'
import { nextNumber } from './numbers'

export type { Values } from './differences'

interface Assignment {
  name: string
  type: SqlType
  value: unknown
}

interface WriterDeps {
  tx: Tx
  actor: Actor
  now: Date
  timeZone: string
  /** The action on whose behalf it writes; stands in the history. */
  action: string
  history: HistoryBook
  outbox: Outbox
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
  constructor(private readonly deps: WriterDeps) {}

  /** Makes a record. @returns its id and number */
  async insert(
    name: ObjectName,
    given: Values,
    note?: string,
  ): Promise<{ id: string; number: string | null }> {
    const { tx, actor, now, timeZone } = this.deps
    const object: ObjectDeclaration = objects[name]
    const values = { ...initialValues(object), ...withoutEmpty(object, given) }
    const lineTables = tableOf(object).lines.filter(({ field }) => values[field])
    for (const table of lineTables) values[table.field] = fullLines(table, values[table.field])
    const id = uuid()
    const number = object.number ? await nextNumber(tx, object, now, timeZone) : null
    const who = actorId(actor)
    const assignments: Assignment[] = [
      { name: 'id', type: 'uuid', value: id },
      { name: 'search_keys', type: 'text[]', value: searchKeys(object, values, number) },
      ...encodeValues(object, values),
      ...encodeValues(object, { createdAt: now.toISOString(), updatedAt: now.toISOString() }),
      ...encodeValues(object, { createdBy: who, updatedBy: who, ...(number ? { number } : {}) }),
      ...(await this.departmentOf(object, values.owner)),
    ]
    const columns = assignments.map(part => identifier(part.name)).join(', ')
    const marks = assignments.map((part, index) => `$${index + 1}::${part.type}`).join(', ')
    await tx.query(
      `insert into ${identifier(tableOf(object).name)} (${columns}) values (${marks})`,
      assignments.map(part => part.value),
    )
    await this.writeLines(id, lineTables, values, false)
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
    options: { expect?: number; note?: string } = {},
  ): Promise<Updated> {
    const object: ObjectDeclaration = objects[name]
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
    const values = { ...before, ...wanted } as Record<string, Value>
    const changed = Object.keys(wanted).filter(
      field => !same(object.fields[field], before[field] ?? null, values[field] ?? null),
    )
    if (changed.length === 0) return { version: row.version as number, values: before, changed }
    const bumps = changed.some(field => object.fields[field]?.write !== 'system')
    const assignments: Assignment[] = [
      ...encodeValues(object, Object.fromEntries(changed.map(field => [field, values[field]]))),
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
    await this.writeLines(
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

  /** Puts a record into the recycle bin. */
  async remove(name: ObjectName, row: Row, note?: string): Promise<void> {
    await this.bin(name, row, { deletedAt: this.deps.now, deletedBy: actorId(this.deps.actor) }, note)
  }

  /** Takes a record out of the recycle bin, as it was. */
  async restore(name: ObjectName, row: Row, note?: string): Promise<void> {
    await this.bin(name, row, { deletedAt: null, deletedBy: null }, note)
  }

  /** Adds an entry to a record's history without changing the record (a claim that waits, a decision). */
  note(name: ObjectName, id: string, note: string, changes: Record<string, [Json, Json]> = {}): void {
    this.trace(objects[name], id, changes, note)
  }

  private async bin(
    name: ObjectName,
    row: Row,
    state: { deletedAt: Date | null; deletedBy: string | null },
    note?: string,
  ): Promise<void> {
    const object: ObjectDeclaration = objects[name]
    const id = row.id as string
    const assignments: Assignment[] = [
      { name: 'deleted_at', type: 'timestamptz', value: state.deletedAt },
      { name: 'deleted_by', type: 'uuid', value: state.deletedBy },
      ...this.stamp(object),
    ]
    await this.write(object, id, assignments, { bump: true })
    this.trace(object, id, {}, note)
    const change = state.deletedAt ? 'remove' : 'restore'
    this.deps.outbox.add('record.changed', { object: name, id, change }, { object: name, id })
  }

  private stamp(object: ObjectDeclaration): Assignment[] {
    const { now, actor } = this.deps
    return encodeValues(object, { updatedAt: now.toISOString(), updatedBy: actorId(actor) })
  }

  /** @param owner the new one, whose department and all departments above it the record carries from now on (decision 9) */
  private async write(
    object: ObjectDeclaration,
    id: string,
    parts: Assignment[],
    { bump, owner }: { bump: boolean; owner?: { id: Value } | undefined },
  ): Promise<number> {
    const params: unknown[] = [id, ...parts.map(part => part.value)]
    const sets = parts.map((part, index) => `${identifier(part.name)} = $${index + 2}::${part.type}`)
    if (owner) sets.push(departmentsFrom(`$${params.push(owner.id)}::uuid`))
    if (bump || sets.length === 0) sets.push('version = version + 1')
    const [row] = await this.deps.tx.query<{ version: number }>(
      `update ${identifier(tableOf(object).name)} set ${sets.join(', ')} where id = $1::uuid returning version`,
      params,
    )
    return row!.version
  }

  /** Lines belong to their record: they are replaced as a whole. */
  private async writeLines(
    id: string,
    tables: readonly LineTable[],
    values: Values,
    replace: boolean,
  ): Promise<void> {
    for (const table of tables) {
      const clear = `delete from ${identifier(table.name)} where ${identifier(table.key)} = $1::uuid`
      if (replace) await this.deps.tx.query(clear, [id])
      const rows = values[table.field] as Line[]
      if (rows.length > 0) await this.deps.tx.query(...insertLines(table, id, rows))
    }
  }

  /** The record carries its owner's department and all departments above it (decision 9). */
  private async departmentOf(object: ObjectDeclaration, owner: Value | undefined): Promise<Assignment[]> {
    if (!object.can.owned || owner === undefined) return []
    const [row] = owner
      ? await this.deps.tx.query<{ department_id: string; path: string[] }>(
          `select e.department_id, d.path from employee e join department d on d.id = e.department_id
           where e.id = $1::uuid`,
          [owner],
        )
      : []
    const path = row?.path ?? []
    return [
      { name: 'department_id', type: 'uuid', value: row?.department_id ?? null },
      ...[1, 2, 3, 4, 5, 6].map(level => ({
        name: `dept${level}`,
        type: 'uuid' as const,
        value: path[level - 1] ?? null,
      })),
    ]
  }

  private trace(
    object: ObjectDeclaration,
    id: string,
    changes: Record<string, [Json, Json]>,
    note?: string,
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

/** Assigns the department columns from an employee's place; all are empty without an employee. */
function departmentsFrom(employee: string): string {
  return `(department_id, dept1, dept2, dept3, dept4, dept5, dept6) = (
    select e.department_id, d.path[1], d.path[2], d.path[3], d.path[4], d.path[5], d.path[6]
    from employee e join department d on d.id = e.department_id where e.id = ${employee})`
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
