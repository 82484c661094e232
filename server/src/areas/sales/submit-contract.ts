import { contractSubmit } from '@gonghai/shared/actions/sales'
import { translator } from '@gonghai/shared/i18n'
import type { Ctx, Handler } from '../../kernel/context'
import { handle } from '../../kernel/context'
import type { Row } from '../../records/columns'

/** Starts an approval; provided by the area that owns approvals. @returns its id, and who is asked first */
export type StartApproval = (
  ctx: Ctx,
  object: 'contract',
  row: Row,
) => Promise<{ id: string; approvers: string }>

const submittable = new Set(['draft', 'rejected'])

/** Sends a contract into its approval flow; it needs an amount above zero and may only be underway once. */
export function submitContract(start: StartApproval): Handler {
  return handle(contractSubmit, async ctx => {
    const { row } = ctx.refs.get('contract')
    const state = String(row.state)
    if (!submittable.has(state)) {
      ctx.refuse('notSubmittable', { state: translator(ctx.actor.locale)(`option.contract.state.${state}`) })
    }
    if (Number(row.amount ?? 0) <= 0) ctx.refuse('emptyContract')
    const { id, approvers } = await start(ctx, 'contract', row)
    return { result: { approval: id }, say: { approvers } }
  })
}
