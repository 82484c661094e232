import { duplicatePassOn } from '@gonghai/shared/actions/duplicates'
import { findObject } from '@gonghai/shared/objects'
import type { DuplicateObject } from '@gonghai/shared/rules/duplicates'
import { handle } from '../../kernel/context'
import { demandLeft } from '../../kernel/demand-left'
import { identifier, type Row, tableOf } from '../../records/columns'
import { decidersOf } from './ask'

interface Waiting {
  id: string
  kind: 'cooperation' | 'appeal'
  object: DuplicateObject
  record_id: string
  asker_id: string
}

/**
 * What colleagues asked of somebody who left waits for whoever would be asked today; where that is nobody but the asker, for
 * the leaver's successor.
 */
export const passOnAskings = handle(duplicatePassOn, async (ctx, { employee, to }) => {
  demandLeft(ctx)
  const waiting = await ctx.tx.query<Waiting>(
    `select id, kind, object, record_id, asker_id from duplicate_request
     where state = 'pending' and deciders @> array[$1::uuid] order by id for no key update`,
    [employee],
  )
  for (const { id, kind, object, record_id: record, asker_id: asker } of waiting) {
    const declaration = findObject(object)!
    const table = identifier(tableOf(declaration).name)
    const [row] = await ctx.tx.query<Row>(`select * from ${table} where id = $1::uuid`, [record])
    const found = row ? (await decidersOf[kind](ctx.tx, declaration, row)).filter(one => one !== asker) : []
    const deciders = found.length > 0 || to === asker ? found : [to]
    await ctx.tx.query('update duplicate_request set deciders = $2::uuid[] where id = $1::uuid', [
      id,
      deciders,
    ])
    if (deciders.length > 0) ctx.emit('duplicate.asked', { request: id }, { object, id: record })
  }
  const count = waiting.length
  const name = String(ctx.refs.get('to').row.name)
  if (count > 0) ctx.trace('organisation', employee, { requestsTo: [null, name] })
  return { result: { count }, say: { count, to: name } }
})
