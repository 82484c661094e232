import { portalGrantCompany } from '@gonghai/shared/actions/portal'
import { handle } from '../../kernel/context'

/**
 * Staff opens (or closes) all of a company's machines and requests to a follower whom it knows (decision 22). Who may is
 * whoever may edit the customer that the follower belongs to.
 */
export const grantCompany = handle(portalGrantCompany, async (ctx, input) => {
  const { id, row } = ctx.refs.get('user')
  const granted = input.granted ?? true
  const before = row.company_view === true
  await ctx.tx.query('update portal_user set company_view = $2::boolean where id = $1::uuid', [id, granted])
  const contact = row.contact_id as string | null
  const target = contact
    ? ({ object: 'contact', id: contact } as const)
    : ({ object: 'customer', id: row.customer_id as string } as const)
  if (before !== granted) ctx.write.note(target.object, target.id, '', { companyView: [before, granted] })
  return { result: { user: id, granted } }
})
