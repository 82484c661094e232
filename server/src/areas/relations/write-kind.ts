import { relationKindCreate, relationKindUpdate } from '@gonghai/shared/actions/relation'
import { v7 as uuid } from 'uuid'
import { handle, type Json } from '../../kernel/context'

/** A kind of the company's own; without words for the other side it is mutual. */
export const createKind = handle(relationKindCreate, async (ctx, input) => {
  const id = uuid()
  const { object, name, inverse } = input
  await ctx.tx.query(
    `insert into relation_kind (id, object, name, inverse, mutual, position, active)
     select $1::uuid, $2, $3, $4, $5, coalesce(max(position), 0) + 1, true from relation_kind where object = $2`,
    [id, object, name, inverse ?? null, !inverse],
  )
  ctx.trace('relationKind', id, { name: [null, name], ...(inverse ? { inverse: [null, inverse] } : {}) })
  return { result: { id }, say: { name } }
})

/** Renames an own kind; any kind can be offered no more. What stands keeps it. */
export const updateKind = handle(relationKindUpdate, async (ctx, input) => {
  const { id, row } = ctx.refs.get('kind')
  const isOwn = row.key === null
  const name = isOwn ? (input.name ?? row.name) : row.name
  const inverse = isOwn && input.inverse !== undefined ? input.inverse : row.inverse
  const mutual = isOwn ? !inverse : row.mutual
  const active = input.active ?? row.active
  await ctx.tx.query(
    'update relation_kind set name = $2, inverse = $3, mutual = $4, active = $5 where id = $1::uuid',
    [id, name, inverse ?? null, mutual, active],
  )
  const after: Record<string, Json> = {
    name: name as Json,
    inverse: (inverse ?? null) as Json,
    active: active as Json,
  }
  const changes = Object.entries(after).flatMap(([field, to]): [string, [Json, Json]][] => {
    const from = (row[field] ?? null) as Json
    return from === to ? [] : [[field, [from, to]]]
  })
  if (changes.length > 0) ctx.trace('relationKind', id, Object.fromEntries(changes))
  return { result: { id }, say: { name: String(name ?? '') } }
})
