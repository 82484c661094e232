import { portalVerify } from '@gonghai/shared/actions/portal'
import type { Actor, CustomerActor } from '../../kernel/actor'
import { type Ctx, handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { countAttempt, forgiveAttempt } from './attempts'

interface Machine {
  id: string
  name: string
  serial_number: string
  customer_id: string
  contact_id: string | null
}

/** As typed on a phone: full-width digits, blanks and small letters are no difference. */
const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')

function triedBy(actor: Actor, input: { serialNumber: string; phoneEnding: string }) {
  if (actor.kind !== 'customer') return refuse('notPermitted')
  const serial = plain(input.serialNumber).toUpperCase()
  return { actor, portalUserId: actor.portalUserId, serial, ending: plain(input.phoneEnding) }
}

async function findMachine(ctx: Ctx, serial: string, typed: string): Promise<Machine | undefined> {
  const [row] = await ctx.tx.query<Machine>(
    `select id, name, serial_number, customer_id, contact_id from asset
     where serial_number = any($1::text[]) and deleted_at is null order by id limit 1`,
    [[serial, serial.toLowerCase(), plain(typed), typed]],
  )
  return row
}

/**
 * Whose phone number ends like this: the machine's contact, else (where it has none) one of the customer's contacts, or the
 * customer itself. Asked for missing machines too, so that an answer takes as long either way.
 */
async function findKnown(ctx: Ctx, machine: Machine | undefined, ending: string) {
  const [row] = await ctx.tx.query<{ contact_id: string | null }>(
    `select k.contact_id from (
       select c.id as contact_id, c.phone from contact c
       where c.customer_id = $1::uuid and c.deleted_at is null and ($2::uuid is null or c.id = $2::uuid)
       union all
       select null, u.phone from customer u where u.id = $1::uuid and u.deleted_at is null
     ) k
     where length($3) = 4 and right(regexp_replace(k.phone, '[^0-9]', '', 'g'), 4) = $3
     order by k.contact_id nulls last limit 1`,
    [machine?.customer_id ?? null, machine?.contact_id ?? null, /^\d{4}$/.test(ending) ? ending : ''],
  )
  return row
}

/** Opens the machine, and remembers who they are where that was not known; never another company than before. */
async function open(ctx: Ctx, actor: CustomerActor, machine: Machine, contactId: string | null) {
  await ctx.tx.query(
    `insert into portal_asset (portal_user_id, asset_id, opened_at) values ($1::uuid, $2::uuid, $3::timestamptz)
     on conflict do nothing`,
    [actor.portalUserId, machine.id, ctx.now],
  )
  await ctx.tx.query(
    `update portal_user set verified_at = coalesce(verified_at, $4::timestamptz),
       contact_id = case when customer_id is null or customer_id = $2::uuid then coalesce(contact_id, $3::uuid) else contact_id end,
       customer_id = coalesce(customer_id, $2::uuid)
     where id = $1::uuid`,
    [actor.portalUserId, machine.customer_id, contactId, ctx.now],
  )
}

/**
 * A follower names a machine and the end of the phone number that we know: that machine is open to them from now on, and
 * nothing else (PORTAL-1, decision 22). Every wrong answer looks alike.
 */
export const verifyFollower = handle(
  portalVerify,
  async (ctx, input) => {
    const { actor, ...tried } = triedBy(ctx.actor, input)
    const machine = await findMachine(ctx, tried.serial, input.serialNumber)
    const known = await findKnown(ctx, machine, tried.ending)
    if (!machine || !known) return ctx.refuse('verifyFailed')
    await open(ctx, actor, machine, known.contact_id)
    await forgiveAttempt(ctx.tx, tried)
    ctx.write.note('asset', machine.id, actor.name)
    return {
      result: { asset: machine.id },
      say: { name: machine.name, serialNumber: machine.serial_number },
    }
  },
  async ({ sql, actor, now }, input) => countAttempt(sql, triedBy(actor, input), now),
)
