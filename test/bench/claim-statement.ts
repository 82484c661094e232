import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'

/** One claim, as the floor takes it from HTTP. */
export interface BareClaim {
  /** SHA-256 of the bearer token, base64url: how sessions are found. */
  tokenHash: string
  /** Id of a customer in a pool. */
  customer: string
  key: string
  requestId: string
}

const idleMs = 12 * 3_600_000

/**
 * A whole claim as one statement: session, membership, rule, limits by hold, day and record; the record with its deadlines, its
 * contacts, quota, holding, history, event, idempotency row with the answer, and the job. It answers one row: who won, and who holds it now.
 * What it does not do is what makes a product: parse, translate, check permissions by role, say why not.
 */
const statement = `
with me as (
  select e.id, e.name, e.department_id, d.path from session s
  join employee e on e.id = s.employee_id join department d on d.id = e.department_id
  where s.token_hash = $1 and e.active and s.expires_at > $2::timestamptz and s.seen_at > $3::timestamptz
), rule as (
  select p.* from customer c join pool p on p.id = c.pool_id, me
  where c.id = $4::uuid and p.deleted_at is null and (p.members @> array[me.id] or p.administrators @> array[me.id])
), quota as (
  insert into pool_quota (pool_id, employee_id) select rule.id, me.id from rule, me
  where exists (select 1 from customer c where c.id = $4::uuid and c.owner_id is null)
  on conflict (pool_id, employee_id) do update set pool_id = excluded.pool_id returning employee_id
), claimed as (
  update customer c set owner_id = me.id, department_id = me.department_id, dept1 = me.path[1], dept2 = me.path[2],
    dept3 = me.path[3], dept4 = me.path[4], dept5 = me.path[5], dept6 = me.path[6], pooled_at = null, pool_reason = null,
    held_since = $2::timestamptz, follow_kept = null, sign_kept = null, dormant_kept = null, follow_reminded = null,
    sign_reminded = null, extension_asked_at = null,
    follow_due = case when c.stage <> 'cooperating' or rule.recycle_cooperating
      then greatest($2::timestamptz, c.last_follow_at, c.dormant_since) + make_interval(days => rule.recycle_days) end,
    sign_due = case when c.stage in ('potential', 'following')
      then $2::timestamptz + make_interval(days => rule.deal_days) end,
    dormant_due = case when c.stage = 'cooperating' then coalesce(greatest(c.deal_at, c.last_follow_at), $2::timestamptz)
      + make_interval(days => rule.dormant_days) end,
    follow_remind = case when c.stage <> 'cooperating' or rule.recycle_cooperating then
      greatest($2::timestamptz, c.last_follow_at, c.dormant_since) + make_interval(days => rule.remind_follow_days) end,
    sign_remind = case when c.stage in ('potential', 'following')
      then $2::timestamptz + make_interval(days => rule.remind_deal_days) end,
    updated_at = $2::timestamptz, updated_by = me.id, version = c.version + 1
  from me, rule, quota, (select pooled_at as since, pool_reason as why from customer where id = $4::uuid) lay
  where c.id = $4::uuid and c.owner_id is null and c.deleted_at is null and c.pool_id = rule.id
    and (rule.hold_limit is null or rule.hold_limit > (select count(*) from customer r
      where r.owner_id = me.id and r.pool_id = rule.id and r.deleted_at is null))
    and (rule.day_limit is null or rule.day_limit > (select count(*) from holding h
      where h.pool_id = rule.id and h.employee_id = me.id and h.day = $8 and h.kind = 'claim' and h.undone_at is null))
    and (rule.record_limit is null or rule.record_limit > (select count(*) from holding h
      where h.object = 'customer' and h.record_id = c.id and h.employee_id = me.id and h.kind = 'claim'
        and h.undone_at is null))
  returning c.id, c.name, c.pool_id, c.owner_id, lay.since, lay.why
), contacts as (
  update contact t set owner_id = claimed.owner_id from claimed
  where t.customer_id = claimed.id and t.owner_id is null and t.deleted_at is null
), held as (
  insert into holding (id, pool_id, object, record_id, employee_id, kind, day, at, pool_reason)
  select $9::uuid, pool_id, 'customer', id, owner_id, 'claim', $8, $2::timestamptz, why from claimed
), told as (
  insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, at)
  select $10::uuid, 'customer', id, 'pool.claim', 'http', 'employee', owner_id, $7,
    jsonb_build_object('owner', jsonb_build_array(null, owner_id)), $2::timestamptz from claimed
), happened as (
  insert into event (id, name, object, record_id, payload, actor_id, request_id, created_at)
  select $11::uuid, 'pool.claimed', 'customer', id,
    jsonb_build_object('object', 'customer', 'id', id, 'pool', pool_id, 'to', owner_id,
      'stay', (extract(epoch from since) * 1000)::bigint::text),
    owner_id, $7, $2::timestamptz from claimed
), kept as (
  insert into idempotency_key (actor_id, action, key, input_hash, created_at, answer)
  select owner_id, 'pool.claim', $5, $6, $2::timestamptz, jsonb_build_object(
    'result', jsonb_build_object('record', 'customer:' || id),
    'message', '已领取「' || name || '」',
    'undo', jsonb_build_object('action', 'pool.undoClaim', 'input', jsonb_build_object('record', 'customer:' || id)))
  from claimed
), woken as (
  select graphile_worker.add_job('dispatch', payload := json_build_object('events',
    json_build_array(json_build_object('id', $11::uuid, 'name', 'pool.claimed'))), max_attempts := 25) from claimed
)
select (select count(*)::int from woken) as won, (select name from claimed) as name,
  (select e.name || ' ' || h.at from holding h join employee e on e.id = h.employee_id
    where h.object = 'customer' and h.record_id = $4::uuid and h.ended_at is null) as holder`

/** The statement with its parameters, named so that each connection plans it once. @param day of the claim, YYYY-MM-DD */
export function claimQuery(claim: BareClaim, now: Date, day: string) {
  const input = JSON.stringify({ record: `customer:${claim.customer}` })
  const inputHash = createHash('sha256').update(input).digest('base64url')
  const ids = [uuid(), uuid(), uuid()]
  const values = [
    claim.tokenHash,
    now,
    new Date(now.getTime() - idleMs),
    claim.customer,
    claim.key,
    inputHash,
    claim.requestId,
    day,
    ...ids,
  ]
  return { name: 'claim', text: statement, values }
}

/** What the statement answers. */
export interface BareClaimed {
  /** 1 if this call got the record. */
  won: number
  name: string | null
  holder: string | null
}
