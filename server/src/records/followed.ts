import type { ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { identifier, tableOf } from './columns'

/** What lies at a customer and is followed up for that customer's sake: it counts there, too (CUST-17). */
export const followedFor = ['contact', 'contract'] as const satisfies readonly ObjectName[]

/** The customer for whose sake a record is followed up, by its row; undefined where it is nobody's or the customer itself. */
export function customerOf(object: string, row: Record<string, unknown>): string | undefined {
  const counts = (followedFor as readonly string[]).includes(object)
  return counts ? ((row.customer_id as string | null) ?? undefined) : undefined
}

/**
 * The living follow-ups of a record, a customer's with those of what is followed up for it, as a FROM item without a name.
 * @param id SQL of the record's id @param scope SQL of which records `r` of an object are looked at; all of them without it
 */
export function followUpsOf(
  object: ObjectName,
  id: string,
  scope: (object: ObjectName) => string = () => 'true',
): string {
  const own = `select f.* from follow_up f
    where f.record_object = '${objects[object].name}' and f.record_id = ${id} and f.deleted_at is null`
  const below = object === 'customer' ? followedFor : []
  const others = below.map(
    name => `select f.* from ${identifier(tableOf(objects[name]).name)} r
      join follow_up f on f.record_object = '${name}' and f.record_id = r.id
      where r.customer_id = ${id} and r.deleted_at is null and f.deleted_at is null and (${scope(name)})`,
  )
  return `(${[own, ...others].join(' union all ')})`
}
