import type { Ctx } from './context'

/**
 * What waits for somebody's word is passed on only once they have left: nobody takes a matter out of the hands of a colleague
 * who is at work. For actions whose input names the leaver as `employee`. @throws Refusal stillActive
 */
export function demandLeft(ctx: Ctx): void {
  const { row } = ctx.refs.get('employee')
  if (row.active) ctx.refuse('stillActive', { name: String(row.name) })
}
