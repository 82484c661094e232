import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { inScope } from '../../access/scope'
import type { Actor } from '../../kernel/actor'
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

/** May the actor change this record by more than a place in its team? Ownership is not the team's to give away. */
export function reachesBeyondTeam(
  actor: Actor,
  { object, row }: Pick<NamedRecord, 'object' | 'row'>,
): boolean {
  return actor.kind !== 'employee' || inScope(actor.access, object, 'edit', row)
}
