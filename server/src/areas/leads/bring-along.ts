import type { Ctx } from '../../kernel/context'
import type { Row } from '../../records/columns'

/** What lies at a record by "object" and "id". */
const attached = ['follow_up', 'attachment', 'task'] as const

/** Moves what lies at the lead to the customer. @returns how many of each */
async function moveAttached(ctx: Ctx, lead: string, customer: string): Promise<number[]> {
  const counts: number[] = []
  for (const table of attached) {
    const moved = await ctx.tx.query(
      `update ${table} set record_object = 'customer', record_id = $2::uuid
       where record_object = 'lead' and record_id = $1::uuid returning 1 as one`,
      [lead, customer],
    )
    counts.push(moved.length)
  }
  return counts
}

async function copyTeam(ctx: Ctx, lead: string, customer: Row): Promise<void> {
  await ctx.tx.query(
    `insert into team_member (object, record_id, employee_id, access, created_at, expires_at)
     select 'customer', $2::uuid, m.employee_id, m.access, $3::timestamptz, m.expires_at from team_member m
     where m.object = 'lead' and m.record_id = $1::uuid and m.employee_id is distinct from $4::uuid
     on conflict do nothing`,
    [lead, customer.id, ctx.now, customer.owner_id ?? null],
  )
}

const later = (one: unknown, two: unknown): string | null => {
  const times = [one, two].flatMap(at => (at ? [new Date(at as string | Date).getTime()] : []))
  return times.length > 0 ? new Date(Math.max(...times)).toISOString() : null
}

/** Follow-ups, files, tasks, team, tags and what was agreed go along with a converted lead. */
export async function bringAlong(
  ctx: Ctx,
  lead: Row,
  customer: Row,
): Promise<{ followUps: number; files: number; tasks: number }> {
  const id = lead.id as string
  const [followUps = 0, files = 0, tasks = 0] = await moveAttached(ctx, id, customer.id as string)
  await copyTeam(ctx, id, customer)
  const tags = [...new Set([...((customer.tags as string[]) ?? []), ...((lead.tags as string[]) ?? [])])]
  const next = (customer.next_contact_at ?? lead.next_contact_at) as Date | null
  await ctx.write.update(
    'customer',
    customer,
    {
      tags,
      lastFollowAt: later(customer.last_follow_at, lead.last_follow_at),
      nextContactAt: customer.owner_id && next ? new Date(next).toISOString() : null,
      ...(followUps > 0 && customer.stage === 'potential' ? { stage: 'following' } : {}),
    },
    { note: String(lead.number) },
  )
  return { followUps, files, tasks }
}
