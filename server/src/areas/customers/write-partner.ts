import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import type { Ctx, Handler } from '../../kernel/context'
import { type CompanyKeys, candidatesFor, companyKeys, keepNameKey, lockCompany } from './partner-match'

/** Two partners are the same company if they have one tax number, or one name and not two tax numbers. @throws Refusal partnerExists */
async function demandNoTwin(ctx: Ctx, keys: CompanyKeys, but?: string): Promise<void> {
  await lockCompany(ctx.tx, keys)
  const candidates = await candidatesFor(ctx.tx, keys)
  const twin = candidates.find(one => one.id !== but && (one.byTaxNumber || !one.otherTaxNumber))
  if (twin) ctx.refuse('partnerExists', { partner: twin.name, number: twin.number })
}

/** Makes a partner that no customer is linked to yet. */
export const createPartner: Handler = {
  contract: findAction('partner.create')!,
  async run(ctx, input) {
    const { name, taxNumber, ...rest } = input as Record<string, Value>
    const keys = companyKeys(String(name), taxNumber as string | null)
    await demandNoTwin(ctx, keys)
    const made = await ctx.write.insert('partner', { ...rest, name, taxNumber: keys.taxNumber } as Record<
      string,
      Value
    >)
    await keepNameKey(ctx.tx, made.id, keys)
    return { result: { id: made.id, number: made.number }, say: { name: String(name) } }
  },
}

/** Changes a partner; what it is compared by goes along. */
export const updatePartner: Handler = {
  contract: findAction('partner.update')!,
  async run(ctx, input) {
    const { id: _id, version, ...given } = input as Record<string, Value>
    const { id, row } = ctx.refs.get('id')
    const name = String(given.name ?? row.name)
    const taxNumber = 'taxNumber' in given ? given.taxNumber : (row.tax_number as string | null)
    const keys = companyKeys(name, taxNumber as string | null)
    const renamed = 'name' in given || 'taxNumber' in given
    if (renamed) await demandNoTwin(ctx, keys, id)
    const values = 'taxNumber' in given ? { ...given, taxNumber: keys.taxNumber } : given
    const done = await ctx.write.update('partner', row, values, { expect: version as number })
    if (renamed) await keepNameKey(ctx.tx, id, keys)
    return { result: { id, version: done.version }, say: { name } }
  },
}
