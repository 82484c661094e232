import { directoryApply, directoryChoose } from '@gonghai/shared/actions/directory'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { insertOperation } from '../../operations/start-operation'
import type { DifferenceData } from './difference'
import { isBusy } from './start-run'

interface RunRow {
  id: string
  platform: string
  warnings: unknown[]
}

/** The run, locked, while it can still be decided. @throws Refusal runNotReady */
async function lockReady(ctx: Ctx): Promise<RunRow> {
  const [run] = await ctx.tx.query<RunRow & { state: string }>(
    'select id, platform, state, warnings from directory_run where id = $1::uuid for update',
    [ctx.refs.get('run').id],
  )
  return run?.state === 'ready' ? run : ctx.refuse('runNotReady')
}

/** A colleague has one account per platform. @throws Refusal alreadyLinked */
async function refuseLinked(ctx: Ctx, platform: string, employee: string): Promise<void> {
  const [taken] = await ctx.tx.query<{ name: string; user_id: string }>(
    `select e.name, i.user_id from identity i join employee e on e.id = i.employee_id
     where i.platform = $1 and i.employee_id = $2::uuid`,
    [platform, employee],
  )
  if (taken) ctx.refuse('alreadyLinked', { name: taken.name, userId: taken.user_id })
}

/** Marks differences as wanted or not. A newcomer who is a colleague already is linked to them by the administrator's word only. */
export const chooseDifferences = handle(directoryChoose, async (ctx, input) => {
  const run = await lockReady(ctx)
  const lines = (input.items ?? []) as unknown as { item: number; employee?: string | null }[]
  let count = 0
  if (input.kind) {
    // "All" never decides who somebody is.
    const rows = await ctx.tx.query(
      `update directory_item set taken = $3 where run_id = $1::uuid and kind = $2 and state = 'open'
       and not ($3 and data ? 'suggestion' and not data ? 'decided') returning seq`,
      [run.id, input.kind, input.take],
    )
    count += rows.length
  }
  for (const { item, employee } of lines) {
    if (employee) await refuseLinked(ctx, run.platform, employee)
    const rows = await ctx.tx.query(
      `update directory_item set taken = $3,
         data = case when kind = 'join' and $3 then data || jsonb_build_object('employee', $4::text, 'decided', true) else data end
       where run_id = $1::uuid and seq = $2::int and state = 'open' returning seq`,
      [run.id, item, input.take, employee ?? null],
    )
    if (rows.length === 0) ctx.refuse('runNotReady')
    count++
  }
  return { result: { id: run.id, count }, say: { count } }
})

/** Starts the operation that applies what was chosen; where much looks wrong, only with the number of leavers typed. */
export const applyDirectory = handle(directoryApply, async (ctx, input) => {
  if (ctx.actor.kind !== 'employee') return ctx.refuse('notPermitted')
  const run = await lockReady(ctx)
  if (await isBusy(ctx.tx, run.platform, ctx.now)) ctx.refuse('alreadyReading')
  const items = await ctx.tx.query<{ seq: number; kind: string; data: DifferenceData }>(
    `select seq, kind, data from directory_item where run_id = $1::uuid and taken and state = 'open' order by seq`,
    [run.id],
  )
  const leaves = items.filter(one => one.kind === 'leave').length
  if (run.warnings.length > 0 && leaves > 0 && input.confirm !== leaves)
    ctx.refuse('confirmNumber', { leaves })
  if (items.length === 0) ctx.refuse('runNotReady')
  const operation = await insertOperation(
    ctx.tx,
    {
      kind: 'bulk',
      subject: 'directory.applyItem',
      input: { run: run.id },
      items: items.map(({ seq, data }) => ({ title: data.name, input: { item: seq } })),
    },
    { actor: ctx.actor, requestId: ctx.requestId, tell: true },
    ctx.now,
  )
  await ctx.tx.query(
    `update directory_run set state = 'applying', operation_id = $2::uuid where id = $1::uuid`,
    [run.id, operation],
  )
  return { result: { id: run.id, operation, total: items.length }, say: { count: items.length } }
})
