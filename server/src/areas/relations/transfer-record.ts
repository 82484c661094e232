import type { ActionContract } from '@gonghai/shared/actions'
import { transfers } from '@gonghai/shared/actions/transfer'
import { translator } from '@gonghai/shared/i18n'
import { can, loadAccess } from '../../access/context'
import type { Ctx, Handler } from '../../kernel/context'
import type { Loaded } from '../../kernel/references'
import { assertNotFrozen } from '../../records/frozen'
import { followers } from './along'
import { type NamedRecord, recordOf } from './record-of'

/** What a pool has to say when a record that came from it changes hands: its limits hold, its books follow. */
export type MoveHolding = (ctx: Ctx, record: NamedRecord, to: { id: string; name: string }) => Promise<void>

interface Choices {
  keepAs?: 'none' | 'read' | 'edit' | null
  takeContacts?: boolean | null
  takeContracts?: boolean | null
}

/** Owner and freeze of what is to be transferred. @throws Refusal */
async function demandTransferable(ctx: Ctx, record: NamedRecord, to: Loaded): Promise<void> {
  const name = String(to.row.name)
  if (!record.owner) ctx.refuse('notOwned', { record: record.title })
  if (record.owner === to.id) ctx.refuse('alreadyTheirs', { record: record.title, name })
  await assertNotFrozen(ctx, record.object, record.id)
  const access = await loadAccess(ctx.tx, to.id)
  if (!can(access, { object: record.name, verb: 'update' })) ctx.refuse('cannotOwn', { name })
}

/** The old owner stays in the team, or leaves it; the new one needs no place there any more. */
async function settleTeam(
  ctx: Ctx,
  record: NamedRecord,
  to: string,
  keepAs: Choices['keepAs'],
): Promise<void> {
  await ctx.tx.query(
    `delete from team_member where object = $1 and record_id = $2::uuid and employee_id = $3::uuid`,
    [record.name, record.id, to],
  )
  if (keepAs !== 'read' && keepAs !== 'edit') return
  await ctx.tx.query(
    `insert into team_member (object, record_id, employee_id, access, created_at)
     values ($1, $2::uuid, $3::uuid, $4, $5::timestamptz)
     on conflict (object, record_id, employee_id) do update set access = excluded.access, expires_at = null`,
    [record.name, record.id, record.owner, keepAs, ctx.now],
  )
}

async function hand(ctx: Ctx, record: NamedRecord, to: string, { keepAs }: Choices): Promise<void> {
  await ctx.write.update(record.name, record.row, { owner: to })
  await settleTeam(ctx, record, to, keepAs)
}

/** What went along and what could not, behind the sentence of the result; empty where nothing did. */
function alongWords(ctx: Ctx, counts: { contacts: number; contracts: number; waiting: number }): string {
  const t = translator(ctx.actor.locale)
  const parts = (['contacts', 'contracts', 'waiting'] as const)
    .filter(key => counts[key] > 0)
    .map(key => t(`relation.along.${key}`, { count: counts[key] }))
  return parts.length > 0 ? t('relation.along.words', { parts: parts.join(t('relation.along.and')) }) : ''
}

/** Gives a record another owner, and with a customer what was chosen to go along (CUST-8). */
function transfer(contract: ActionContract, moveHolding: MoveHolding): Handler {
  return {
    contract,
    async run(ctx, input) {
      const record = recordOf(ctx)
      const to = ctx.refs.get('to')
      const choices = input as Choices
      await demandTransferable(ctx, record, to)
      const from = record.owner
      const along = await followers(ctx, record, choices)
      await moveHolding(ctx, record, { id: to.id, name: String(to.row.name) })
      await hand(ctx, record, to.id, choices)
      for (const one of along.moving) await hand(ctx, one, to.id, choices)
      const about = { object: record.name, id: record.id }
      ctx.emit('record.transferred', { ...about, from, to: to.id }, about)
      if (record.row.next_contact_at) ctx.emit('reminder.set', { ...about, at: null }, about)
      const { contacts, contracts, waiting } = along
      return {
        result: { record: `${record.name}:${record.id}`, to: to.id, contacts, contracts, waiting },
        say: {
          name: record.title,
          to: String(to.row.name),
          along: alongWords(ctx, { contacts, contracts, waiting }),
        },
      }
    },
  }
}

/** The transfer of every object that has one. */
export function transferHandlers(moveHolding: MoveHolding): readonly Handler[] {
  return transfers.map(contract => transfer(contract, moveHolding))
}
