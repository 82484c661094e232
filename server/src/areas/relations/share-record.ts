import { type TeamObject, teamActions } from '@gonghai/shared/actions/team'
import { translator } from '@gonghai/shared/i18n'
import { can, loadAccess } from '../../access/context'
import type { Ctx, Handler } from '../../kernel/context'
import { inWords, type Keyed } from '../../kernel/words'
import { type NamedRecord, recordOf } from './record-of'

type Access = 'read' | 'edit'

/** Names for one sentence: three, then how many more. */
function namesOf(ctx: Ctx, count: number): Keyed {
  const names = Array.from({ length: Math.min(count, 3) }, (_, at) =>
    String(ctx.refs.get(`people.${at}`).row.name),
  )
  return count > 3
    ? { key: 'relation.team.andMore', params: { names, count } }
    : { key: 'list.names', params: { names } }
}

/** Who joins can be no owner, and must be able to use such records at all. @throws Refusal */
async function demandJoinable(ctx: Ctx, record: NamedRecord, people: readonly string[]): Promise<void> {
  for (const [at, id] of people.entries()) {
    const name = String(ctx.refs.get(`people.${at}`).row.name)
    if (id === record.owner) ctx.refuse('ownerInTeam', { name, record: record.title })
    const access = await loadAccess(ctx.tx, id)
    if (!can(access, { object: record.name, verb: 'view' })) ctx.refuse('cannotJoin', { name })
  }
}

/** Puts people into the team, or changes their access. @returns who was not in it before */
async function join(
  ctx: Ctx,
  record: NamedRecord,
  people: readonly string[],
  access: Access,
): Promise<string[]> {
  const known = await ctx.tx.query<{ id: string }>(
    `select employee_id as id from team_member where object = $1 and record_id = $2::uuid`,
    [record.name, record.id],
  )
  await ctx.tx.query(
    `insert into team_member (object, record_id, employee_id, access, created_at)
     select $1, $2::uuid, p.id, $4, $5::timestamptz from unnest($3::uuid[]) as p(id)
     on conflict (object, record_id, employee_id) do update set access = excluded.access, expires_at = null`,
    [record.name, record.id, people, access, ctx.now],
  )
  const before = new Set(known.map(row => row.id))
  return people.filter(id => !before.has(id))
}

function share(object: TeamObject): Handler {
  const { share: contract } = teamActions.find(one => one.object === object)!
  return {
    contract,
    async run(ctx, input) {
      const record = recordOf(ctx)
      const [people, access] = [input.people as string[], (input.access ?? 'read') as Access]
      await demandJoinable(ctx, record, people)
      const fresh = await join(ctx, record, people, access)
      const named = namesOf(ctx, people.length)
      const names = inWords(translator(ctx.actor.locale), named)
      ctx.write.note(record.name, record.id, {
        key: `relation.team.noted.${access}`,
        params: { names: named },
      })
      const about = { object: record.name, id: record.id }
      for (const to of fresh) ctx.emit('team.joined', { ...about, to, access }, about)
      return {
        result: { record: `${record.name}:${record.id}`, added: fresh.length },
        say: { names, name: record.title },
      }
    },
  }
}

function unshare(object: TeamObject): Handler {
  const { unshare: contract } = teamActions.find(one => one.object === object)!
  return {
    contract,
    async run(ctx, input) {
      const record = recordOf(ctx)
      const people = input.people as string[]
      const gone = await ctx.tx.query<{ id: string }>(
        `delete from team_member where object = $1 and record_id = $2::uuid and employee_id = any($3::uuid[])
         returning employee_id as id`,
        [record.name, record.id, people],
      )
      const named = namesOf(ctx, people.length)
      const names = inWords(translator(ctx.actor.locale), named)
      if (gone.length === 0) ctx.refuse('notInTeam', { names, record: record.title })
      ctx.write.note(record.name, record.id, named)
      return {
        result: { record: `${record.name}:${record.id}`, removed: gone.length },
        say: { names, name: record.title },
      }
    },
  }
}

/** Joining and leaving the team of every object that has one (CUST-9). */
export const teamHandlers: readonly Handler[] = teamActions.flatMap(({ object }) => [
  share(object),
  unshare(object),
])
