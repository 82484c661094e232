import type { Reference, Value } from '@gonghai/shared/client/api'
import type { Field, Fields, ObjectDeclaration } from '@gonghai/shared/objects'
import { findObject } from '@gonghai/shared/objects'
import type { Access } from '../access/context'
import { scopeCondition } from '../access/scope'
import type { Sql } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import { identifier, splitRecord, tableOf } from './columns'
import { Params } from './reader'

/** What one value points to. */
interface Pointer {
  target: string
  id: string
}

function pointersOf(field: Field, value: Value | undefined): Pointer[] {
  if (value === null || value === undefined) return []
  if (field.kind === 'reference') return [{ target: field.target!, id: value as string }]
  if (field.kind === 'people') return (value as string[]).map(id => ({ target: 'employee', id }))
  if (field.kind === 'tags') return (value as string[]).map(id => ({ target: 'tag', id }))
  if (field.kind === 'files') return (value as string[]).map(id => ({ target: 'file', id }))
  if (field.kind !== 'record') return []
  const [target, id] = splitRecord(value as string)
  return [{ target, id }]
}

/** Every pair of a field path and its value, lines included: `lines.0.product`. */
function* places(
  fields: Fields,
  values: Readonly<Record<string, Value>>,
): Generator<[string, Field, Value | undefined]> {
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind !== 'lines') {
      yield [name, field, values[name]]
      continue
    }
    const lines = (values[name] ?? []) as Record<string, Value>[]
    for (const [index, line] of lines.entries()) {
      for (const [path, inner, value] of places(field.fields ?? {}, line)) {
        yield [`${name}.${index}.${path}`, inner, value]
      }
    }
  }
}

/** Kinds whose value points to any number of things. */
const several: ReadonlySet<Field['kind']> = new Set(['people', 'tags', 'files'])

/** What everybody who sees the pointer may read the name of: table, name and colour. */
const open: Record<string, { table: string; name: string; color: string }> = {
  employee: { table: 'employee', name: 'name', color: 'null' },
  department: { table: 'department', name: 'name', color: 'null' },
  tag: { table: 'tag', name: 'name', color: 'color' },
  file: { table: 'stored_file', name: 'file_name', color: 'null' },
}

interface Found {
  target: string
  id: string
  name: string
  visible: boolean
  color?: string | null
}

/** The names of people, departments, tags and files of a whole page in one trip. */
function openStatement(wanted: readonly [string, ReadonlySet<string>][]): [string, unknown[]] {
  const { values, bind } = new Params()
  const parts = wanted.map(([target, ids]) => {
    const { table, name, color } = open[target]!
    return `select '${target}' as target, id, ${name} as name, true as visible, ${color} as color
      from ${identifier(table)} where id = any(${bind([...ids])}::uuid[])`
  })
  return [keepPlan(parts.join(' union all ')), values]
}

function statementFor(
  access: Access,
  target: string,
  ids: readonly string[],
): [string, unknown[]] | undefined {
  const { values, bind } = new Params()
  const given = `${bind(ids)}::uuid[]`
  const object = findObject(target)
  if (!object) return undefined
  const need = ['query', 'view'] as const
  const visible = need.map(one => scopeCondition(access, object.name, one, bind, 't')).join(' or ')
  const title = identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)
  return [
    `select '${object.name}' as target, t.id, left(t.${title}, 100) as name, (${visible}) as visible from ${identifier(tableOf(object).name)} t
     where t.id = any(${given})`,
    values,
  ]
}

/** Display names of what records point to: one statement for all open names, one per kind of record; hidden out of scope. */
export class References {
  readonly #wanted = new Map<string, Set<string>>()
  readonly #found = new Map<string, Reference>()

  /** Notes what the values of a record point to. */
  want(fields: Fields, values: Readonly<Record<string, Value>>): void {
    for (const [, field, value] of places(fields, values)) {
      for (const pointer of pointersOf(field, value)) this.wantOne(pointer.target, pointer.id)
    }
  }

  wantOne(target: string, id: string): void {
    const ids = this.#wanted.get(target) ?? new Set()
    this.#wanted.set(target, ids.add(id))
  }

  async load(sql: Sql, access: Access): Promise<void> {
    const wanted = [...this.#wanted]
    const named = wanted.filter(([target]) => open[target])
    const statements = [
      ...(named.length > 0 ? [openStatement(named)] : []),
      ...wanted.flatMap(([target, ids]) => {
        const statement = open[target] ? undefined : statementFor(access, target, [...ids])
        return statement ? [statement] : []
      }),
    ]
    await Promise.all(statements.map(statement => this.find(sql, statement)))
  }

  private async find(sql: Sql, statement: [string, unknown[]]): Promise<void> {
    const rows = await sql.query<Found>(...statement)
    for (const { target, id, name, visible, color } of rows) {
      const shown = color ? { id, name, color } : { id, name }
      this.#found.set(`${target}:${id}`, visible ? shown : { id, name: '', hidden: true })
    }
  }

  /** What is gone, or never was there, looks like what is hidden. */
  get(target: string, id: string): Reference {
    return this.#found.get(`${target}:${id}`) ?? { id, name: '', hidden: true }
  }

  /** The references of a record's values by field path. */
  of(fields: Fields, values: Readonly<Record<string, Value>>): Record<string, Reference | Reference[]> {
    const named: Record<string, Reference | Reference[]> = {}
    for (const [path, field, value] of places(fields, values)) {
      const found = pointersOf(field, value).map(pointer => this.get(pointer.target, pointer.id))
      if (several.has(field.kind)) named[path] = found
      else if (found[0]) named[path] = found[0]
    }
    return named
  }
}

/** References that every record of an object has besides the declared ones. */
export function commonReferences(object: ObjectDeclaration): Fields {
  return object.can.owned ? { department: { kind: 'reference', target: 'department' } } : {}
}
