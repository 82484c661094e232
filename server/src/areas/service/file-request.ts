import { requestFile } from '@gonghai/shared/actions/service'
import type { CustomerActor } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { linkFiles } from '../../records/link-files'
import { receiveRequest } from './receive-request'

/** Whom and what a request is about. */
interface About {
  customer: string
  contact: string | null
  asset: string | null
}

/** The customers whose machines a follower has opened. */
async function customersOf(ctx: Ctx, assetIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx.query<{ customer_id: string }>(
    'select distinct customer_id from asset where id = any($1::uuid[]) and deleted_at is null',
    [assetIds],
  )
  return rows.map(row => row.customer_id)
}

/** From the machine, else from who is asking. @throws Refusal notVerified | invalidInput (which machine is it?) */
async function aboutOf(ctx: Ctx, actor: CustomerActor): Promise<About> {
  const asset = ctx.refs.find('asset')
  const contactAt = (customer: string) => (actor.customerId === customer ? actor.contactId : null)
  if (asset) {
    const customer = asset.row.customer_id as string
    const contact = contactAt(customer) ?? (asset.row.contact_id as string | null)
    return { customer, contact, asset: asset.id }
  }
  const known = actor.customerId ?? actor.companyId
  if (known) return { customer: known, contact: contactAt(known), asset: null }
  const [customer, another] = await customersOf(ctx, actor.assetIds)
  if (!customer) return ctx.refuse('notVerified')
  if (another) return refuse('invalidInput', {}, [{ path: 'asset', rule: 'required' }])
  return { customer, contact: null, asset: null }
}

const longestTitle = 40

/** The first line of what was written, at most forty characters. */
function titleOf(description: string): string {
  const [line = ''] = description.trim().split(/\r?\n/)
  const characters = [...line.trim()]
  return characters.length > longestTitle
    ? `${characters.slice(0, longestTitle - 1).join('')}…`
    : characters.join('')
}

/** A customer files a request and has its number at once (PORTAL-2). */
export const fileRequest = handle(requestFile, async (ctx, input) => {
  const { actor } = ctx
  if (actor.kind !== 'customer') return ctx.refuse('notPermitted')
  if (input.wantedAt && new Date(input.wantedAt) <= ctx.now) ctx.refuse('pastTime')
  const about = await aboutOf(ctx, actor)
  const made = await receiveRequest(ctx, {
    values: {
      ...about,
      title: titleOf(input.description),
      description: input.description,
      ...(input.kind ? { kind: input.kind } : {}),
      ...(input.wantedAt ? { wantedAt: input.wantedAt } : {}),
      source: actor.door === 'officialAccount' ? 'officialAccount' : 'portal',
    },
    follower: actor.portalUserId,
    step: { kind: 'received', byCustomer: true, words: input.description, files: input.files },
  })
  await linkFiles(ctx, `serviceRequest:${made.id}`, input.files)
  return { result: made, say: { number: made.number } }
})
