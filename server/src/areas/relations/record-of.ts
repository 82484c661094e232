import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import type { Ctx } from '../../kernel/context'
import type { Row } from '../../records/columns'

/** A record named in an input, loaded and locked, with its declaration. */
export interface NamedRecord {
  object: ObjectDeclaration
  name: ObjectName
  id: string
  title: string
  owner: string | null
  row: Row
}

/** A loaded row as a record. */
export function recordFrom(name: ObjectName, row: Row): NamedRecord {
  const object: ObjectDeclaration = objects[name]
  return {
    object,
    name,
    id: row.id as string,
    title: String(row[object.title]),
    owner: (row.owner_id as string | null) ?? null,
    row,
  }
}

/** The record that the input's field `record` names. */
export function recordOf(ctx: Ctx, field = 'record'): NamedRecord {
  const { object, row } = ctx.refs.get(field)
  return recordFrom(object as ObjectName, row)
}
