import { handoverStart } from '@gonghai/shared/actions/organisation'
import { v7 as uuid } from 'uuid'
import type { Ctx, JsonObject } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { insertOperation, type Wanted } from '../../operations/start-operation'
import { Params } from '../../records/reader'
import { type Handed, heldSql, titleOf } from './holds'

/** Records of one handover. */
const most = 20_000

interface Line {
  object: Handed
  how: 'split' | 'pool'
  to?: string[] | null
}

/** Without a receiver nothing can be split; only customers and leads know pools. */
function checkLines(lines: readonly Line[], from: string): void {
  lines.forEach(({ object, how, to }, index) => {
    const people = (to ?? []).filter(one => one !== from)
    if (how === 'split' && people.length === 0)
      refuse('receiverNeeded', {}, [{ path: `lines.${index}.to`, rule: 'required' }])
    if (how === 'pool' && object !== 'customer' && object !== 'lead')
      refuse('invalidInput', {}, [{ path: `lines.${index}.how`, rule: 'option' }])
    if (lines.findIndex(one => one.object === object) !== index)
      refuse('invalidInput', {}, [{ path: `lines.${index}.object`, rule: 'duplicate' }])
  })
}

type Item = Wanted['items'][number]

/** The records of one line, dealt out in turn, so that shares differ by one at most. */
async function deal(ctx: Ctx, line: Line, from: string): Promise<Item[]> {
  const { values, bind } = new Params()
  const actor = ctx.actor.kind === 'employee' ? ctx.actor : 'system'
  const rows = await ctx.tx.query<{ id: string; title: string }>(
    `select t.id, t.${titleOf(line.object)} as title from ${heldSql(actor, line.object, from, bind)} order by t.id limit ${most + 1}`,
    values,
  )
  const people = [...new Set(line.to ?? [])].filter(one => one !== from)
  return rows.map(({ id, title }, index): Item => {
    const record = `${line.object}:${id}`
    const input: JsonObject = { record, from }
    if (line.how === 'split') input.to = people[index % people.length]!
    return { record, title, input }
  })
}

/** Who gets how many of what, for the words to each receiver. */
function shares(items: readonly Item[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {}
  for (const { record, input } of items) {
    const to = (input as JsonObject).to
    if (typeof to !== 'string') continue
    const object = record!.split(':')[0]!
    counts[to] ??= {}
    counts[to][object] = (counts[to][object] ?? 0) + 1
  }
  return counts
}

/**
 * Fixes what goes to whom and starts the operation that does it, record by record. Each receiver is told once, at the
 * beginning, what is coming and from whom.
 */
export const startHandover = handle(handoverStart, async (ctx, input) => {
  if (ctx.actor.kind !== 'employee') return ctx.refuse('notPermitted')
  const { id: from, row } = ctx.refs.get('employee')
  const lines = input.lines as unknown as Line[]
  checkLines(lines, from)
  const items: Item[] = []
  for (const line of lines) items.push(...(await deal(ctx, line, from)))
  if (items.length === 0) ctx.refuse('nothingToHandOver', { name: String(row.name) })
  if (items.length > most)
    refuse('invalidInput', {}, [{ path: 'lines', rule: 'tooLarge', params: { max: most } }])
  const operation = await insertOperation(
    ctx.tx,
    { kind: 'bulk', subject: 'handover.pass', input: {}, items },
    { actor: ctx.actor, requestId: ctx.requestId, tell: true },
    ctx.now,
  )
  const id = uuid()
  await ctx.tx.query(
    `insert into handover (id, employee_id, plan, operation_id, started_by, created_at)
     values ($1::uuid, $2::uuid, $3::jsonb, $4::uuid, $5::uuid, $6::timestamptz)`,
    [id, from, JSON.stringify(lines), operation, ctx.actor.employeeId, ctx.now],
  )
  ctx.trace('organisation', from, { handedOver: [null, items.length] })
  ctx.emit('handover.started', {
    handover: id,
    from: String(row.name),
    by: ctx.actor.name,
    shares: shares(items),
  })
  return {
    result: { id, operation, total: items.length },
    say: { name: String(row.name), count: items.length },
  }
})
