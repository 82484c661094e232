import { accessPassOn } from '@gonghai/shared/actions/access'
import { findObject } from '@gonghai/shared/objects'
import { handle } from '../../kernel/context'
import { demandLeft } from '../../kernel/demand-left'
import { decidersOf } from './deciders'

interface Waiting {
  id: string
  object: string
  record_id: string
  requester_id: string
}

/**
 * Requests that waited for the word of somebody who left wait for whoever would be asked today; where that is nobody, for the
 * leaver's successor. The asker learns nothing of it.
 */
export const passOnRequests = handle(accessPassOn, async (ctx, { employee, to }) => {
  demandLeft(ctx)
  const waiting = await ctx.tx.query<Waiting>(
    `select id, object, record_id, requester_id from access_request
     where state = 'waiting' and deciders @> array[$1::uuid] order by id for no key update`,
    [employee],
  )
  for (const { id, object, record_id: record, requester_id: asker } of waiting) {
    const declaration = findObject(object)
    const found = declaration ? await decidersOf(ctx.tx, declaration, record, asker) : []
    const deciders = found.length > 0 || to === asker ? found : [to]
    await ctx.tx.query('update access_request set deciders = $2::uuid[] where id = $1::uuid', [id, deciders])
    if (deciders.length > 0) ctx.emit('access.requested', { request: id, deciders })
  }
  const count = waiting.length
  const name = String(ctx.refs.get('to').row.name)
  if (count > 0) ctx.trace('organisation', employee, { requestsTo: [null, name] })
  return { result: { count }, say: { count, to: name } }
})
