import { recycleSweep } from '@gonghai/server/areas/index'
import type { Database } from '@gonghai/server/db/database'
import { SharedClock } from '@gonghai/server/kernel/clock'
import { createMessenger } from '@gonghai/server/messaging/messenger'
import { Figures, inTurn, type Measure, type Side } from './world'

/** Records that fall back in one round on each side. */
const overdue = 5000

/** Some owned customers, of which their owners were warned, become overdue; those that others hold on to stay as they are. */
async function makeOverdue(db: Database): Promise<void> {
  await db.query(
    `update customer set follow_due = $1::timestamptz, warned_for = least($1::timestamptz, sign_due),
       last_follow_at = $2::timestamptz where id in (
       select id from customer where owner_id is not null and follow_due > $1::timestamptz limit ${overdue})`,
    [new Date(Date.now() - 1000), new Date(Date.now() - 40 * 86_400_000)],
  )
}

/** Everything that the sweep writes for records that are overdue, as one plain statement over all of them. */
const plainStatement = `
with due as (
  select r.id, r.owner_id, r.pool_id, p.name as pool_name, p.recycle_days as days, r.last_follow_at, r.follow_due
  from customer r join pool p on p.id = r.pool_id
  where r.follow_due <= $1::timestamptz and r.owner_id is not null and r.deleted_at is null and r.locked_at is null
  for update of r skip locked
), moved as (
  update customer r set owner_id = null, department_id = null, dept1 = null, dept2 = null, dept3 = null, dept4 = null,
    dept5 = null, dept6 = null, held_since = null, follow_due = null, sign_due = null, follow_kept = null,
    sign_kept = null, follow_remind = null, sign_remind = null, follow_reminded = null, sign_reminded = null,
    extension_asked_at = null, locked_at = null, locked_by_id = null, dormant_due = null, dormant_kept = null,
    pooled_at = $1::timestamptz, pool_reason = 'recycled', last_owner_id = d.owner_id, next_contact_at = null,
    updated_at = $1::timestamptz, updated_by = null, version = r.version + 1
  from due d where r.id = d.id returning r.id
), contacts as (
  update contact c set owner_id = null, updated_at = $1::timestamptz, version = c.version + 1
  from due d where c.customer_id = d.id and c.owner_id = d.owner_id and c.deleted_at is null
), ended as (
  update holding h set ended_at = $1::timestamptz, ended_by = 'recycled' from due d
  where h.object = 'customer' and h.record_id = d.id and h.ended_at is null
), noted as (
  insert into recycling (id, object, record_id, pool_id, pool_name, owner_id, rule, days, cause, since, due, at)
  select gen_random_uuid(), 'customer', id, pool_id, pool_name, owner_id, 'follow', days, 'followed', last_follow_at,
    follow_due, $1::timestamptz from due
), traced as (
  insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, note, at)
  select gen_random_uuid(), 'customer', id, 'pool.recycle', 'job', 'system', null, 'plain',
    jsonb_build_object('owner', jsonb_build_array(owner_id, null), 'pooledAt', jsonb_build_array(null, $1::timestamptz),
      'poolReason', jsonb_build_array(null, 'recycled'), 'lastOwner', jsonb_build_array(null, owner_id)),
    '退回公海', $1::timestamptz from due
), told as (
  insert into event (id, name, object, payload, request_id, created_at)
  select gen_random_uuid(), 'pool.recycled', 'customer', jsonb_build_object('ids', jsonb_agg(id)), 'plain', $1::timestamptz
  from (select id, row_number() over () / 500 as part from due) n group by part
)
select count(*)::int as done from moved`

const quiet = () => undefined
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet }

/** Records per second that fall back by rule: the product's sweep beside one plain statement that does the same writes. */
export const measureSweep: Measure = async ({ db, rounds, say }) => {
  const clock = new SharedClock()
  const messenger = createMessenger({ clock, platforms: [], baseUrl: '' })
  const sweeps: Record<string, () => Promise<number>> = {
    ours: async () => (await recycleSweep({ db, clock, messenger, log: silent })).recycled,
    floor: async () => {
      const [row] = await db.query<{ done: number }>(plainStatement, [clock.now()])
      return row!.done
    },
  }
  const sides: Side[] = [
    { name: 'ours', urls: [] },
    { name: 'floor', urls: [] },
  ]
  const figures = new Figures()
  for (let round = -1; round < rounds; round++) {
    for (const side of inTurn(sides, round + 1)) {
      await makeOverdue(db)
      const begun = performance.now()
      const done = await sweeps[side.name]!()
      const ms = performance.now() - begun
      if (done !== overdue) throw new Error(`${side.name}: ${done} records fell back instead of ${overdue}`)
      if (round >= 0) figures.add(side, (done * 1000) / ms)
    }
    say(`sweep: round ${round + 1} of ${rounds}`)
  }
  return figures.compare('recycle sweep, records', 'per second')
}
