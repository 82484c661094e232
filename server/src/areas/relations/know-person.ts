import { contactKnows } from '@gonghai/shared/actions/relation'
import { v7 as uuid } from 'uuid'
import { actorId } from '../../kernel/actor'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { parseValue } from '../../records/input'
import { type KindRow, keyedKind } from './kinds'

/** Writes down somebody around a contact, or changes what is known of them. */
export const knowPerson = handle(contactKnows, async (ctx, input) => {
  const contact = ctx.refs.get('contact')
  const kind = ctx.refs.get('kind').row as unknown as KindRow
  if (kind.object !== 'person') refuse('invalidInput', {}, [{ path: 'kind', rule: 'option' }])
  const facts = [
    input.name,
    kind.id,
    input.hobbies ?? null,
    input.birthday ?? null,
    input.dates ?? null,
    input.remark ?? null,
  ]
  const known = input.person ? parseValue({ kind: 'reference' }, input.person) : undefined
  const id = typeof known === 'string' ? known : uuid()
  const rows = input.person
    ? await ctx.tx.query(
        `update related_person set name = $3, kind_id = $4::uuid, hobbies = $5, birthday = $6::date, dates = $7, remark = $8
         where id = $1::uuid and contact_id = $2::uuid returning 1 as one`,
        [id, contact.id, ...facts],
      )
    : await ctx.tx.query(
        `insert into related_person (id, contact_id, name, kind_id, hobbies, birthday, dates, remark, created_at, created_by)
         values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6::date, $7, $8, $9::timestamptz, $10::uuid) returning 1 as one`,
        [id, contact.id, ...facts, ctx.now, actorId(ctx.actor)],
      )
  if (rows.length === 0) refuse('notFound', {}, [{ path: 'person', rule: 'missingRecord' }])
  ctx.write.note('contact', contact.id, {
    key: 'list.known',
    params: { kind: keyedKind(kind), name: input.name },
  })
  return { result: { id }, say: { name: String(contact.row.name), person: input.name } }
})
