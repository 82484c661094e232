import type { InputOf } from '@gonghai/shared/actions'
import { customerSign } from '@gonghai/shared/actions/customers'
import type { SignCandidate } from '@gonghai/shared/client/customer-api'
import { objects } from '@gonghai/shared/objects'
import type { Ctx, Handled } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { type Row, selectList } from '../../records/columns'
import { demandCounted } from '../../records/counted'
import { closeDeal } from '../../records/deal'
import {
  type CompanyKeys,
  candidatesFor,
  companyKeys,
  keepNameKey,
  lockCompany,
  outcomeOf,
} from './partner-match'

type Input = InputOf<typeof customerSign>

/** Matches the customer with a partner or makes one; it cooperates, trades, and a deal is on record (CUST-5). */
export const signCustomer = handle(customerSign, async (ctx, input) => {
  const { id, row } = ctx.refs.get('record')
  await demandSignable(ctx, row)
  const name = input.partnerName ?? String(row.name)
  const taxNumber = input.taxNumber ?? (row.tax_number as string | null)
  const keys = companyKeys(name, taxNumber)
  await lockCompany(ctx.tx, keys)
  const candidates = await candidatesFor(ctx.tx, keys)
  const chosen = chooseCandidate(ctx, input, keys, candidates)
  const partner = chosen ? await take(ctx, chosen, keys) : await makePartner(ctx, name, keys)
  await closeDeal(ctx, row, 'signed', {
    partner: partner.id,
    trading: true,
    ...(row.tax_number || !keys.taxNumber ? {} : { taxNumber: keys.taxNumber }),
  })
  return signed(id, String(row.name), partner, !chosen)
})

/** @throws Refusal customerUnreviewed | noOwner | … */
async function demandSignable(ctx: Ctx, row: Row): Promise<void> {
  demandCounted(row)
  if (!row.owner_id) ctx.refuse('noOwner', { record: String(row.name) })
  if (!row.partner_id) return
  const partner = await ctx.tx.prisma.partner.findFirst({ where: { id: row.partner_id as string } })
  ctx.refuse('alreadySigned', { record: String(row.name), partner: partner?.name ?? '' })
}

/** @returns undefined where a new partner is to be made @throws Refusal severalPartners | partnerExists */
function chooseCandidate(
  ctx: Ctx,
  input: Input,
  keys: CompanyKeys,
  candidates: readonly SignCandidate[],
): SignCandidate | undefined {
  if (input.partner) {
    const chosen = candidates.find(one => one.id === input.partner)
    // Whoever chooses must have seen it offered for this name or tax number.
    return chosen ?? refuse('notFound', {}, [{ path: 'partner', rule: 'missingRecord' }])
  }
  if (input.newPartner) {
    const twin = candidates.find(one => one.byTaxNumber || !keys.taxNumber)
    if (twin) ctx.refuse('partnerExists', { partner: twin.name, number: twin.number })
    return undefined
  }
  const outcome = outcomeOf(candidates)
  if (outcome.kind !== 'choose') return outcome.kind === 'link' ? outcome.candidate : undefined
  const named = candidates.slice(0, 3).map(one => `${one.name} ${one.taxNumber ?? one.number}`)
  return ctx.refuse('severalPartners', { many: candidates.length, partners: named.join('；') })
}

/** An invalid partner is valid again; one without a tax number gets it. */
async function take(ctx: Ctx, { id, name }: SignCandidate, keys: CompanyKeys) {
  const [row] = await ctx.tx.query<Row>(
    `select ${selectList(objects.partner, 't')} from partner t where t.id = $1::uuid for no key update of t`,
    [id],
  )
  const taxNumber = row!.tax_number || !keys.taxNumber ? {} : { taxNumber: keys.taxNumber }
  await ctx.write.update('partner', row!, { state: 'valid', ...taxNumber })
  return { id, name, number: String(row!.number) }
}

async function makePartner(ctx: Ctx, name: string, keys: CompanyKeys) {
  const made = await ctx.write.insert('partner', { name, taxNumber: keys.taxNumber })
  await keepNameKey(ctx.tx, made.id, keys)
  return { id: made.id, name, number: made.number! }
}

function signed(
  id: string,
  customer: string,
  partner: { id: string; name: string; number: string },
  made: boolean,
): Handled {
  return {
    result: { id, partner: partner.id, number: partner.number, made },
    say: { name: customer, partner: partner.name, number: partner.number },
  }
}
