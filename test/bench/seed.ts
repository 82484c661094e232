import { hashSecret, newSecret } from '@gonghai/server/auth/sessions'
import type { Database } from '@gonghai/server/db/database'
import { seedEssentials } from '../../prisma/seed/index'
import { seedCustomers } from './customers'

export const timeZone = 'Asia/Shanghai'

const employees = 2000
const departments = 200
const claimers = 200

/** Who the measures are made with. */
export interface Stage {
  poolId: string
  /** Bearer tokens of the pool's members, one person each. */
  members: string[]
  /** Bearer tokens by role; each is used in turn, as a session may not call without end. */
  readers: Record<'salesperson' | 'manager' | 'administrator', string[]>
  /** WeCom user ids. */
  wecom: string[]
}

/** 1 root, 10 departments below it, each with 19 (the last: 18) below: a manager of one of the ten has a tree of 20. */
const departmentStatement = `
with numbered as (
  select n, uuidv7() as id, case when n = 0 then null when (n - 1) % 20 = 0 then 0 else n - (n - 1) % 20 end as above
  from generate_series(0, $2::int - 1) n
), paths as (
  select d.*, array_remove(array[case when d.n > 0 then (select id from numbered where n = 0) end,
    case when d.above > 0 then (select id from numbered u where u.n = d.above) end, d.id], null) as path
  from numbered d
)
insert into department (id, organisation_id, parent_id, name, path)
select p.id, $1::uuid, (select id from numbered u where u.n = p.above), '部门' || p.n, p.path from paths p order by p.n`

const employeeStatement = `
with places as (select id, row_number() over (order by name = '部门0' desc, substr(name, 3)::int) - 1 as n from department)
insert into employee (id, organisation_id, department_id, name, created_at, search_keys)
select uuidv7(), $1::uuid, p.id, '员工' || e, $3::timestamptz, array['|员工' || e || '|']
from generate_series(1, $2::int) e join places p on p.n = (e - 1) % (select count(*) from department)`

async function makeCompany(db: Database, now: Date): Promise<void> {
  const [organisation] = await db.query<{ id: string }>(
    `insert into organisation (id, name) values (uuidv7(), '恒测仪器') returning id`,
  )
  await db.query(departmentStatement, [organisation!.id, departments])
  await db.query(employeeStatement, [organisation!.id, employees, now])
  // Everybody sells; who leads one of the ten departments, and one person at the top, see more.
  await db.query(
    `insert into role_grant (id, employee_id, role_id)
     select uuidv7(), e.id, r.id from employee e join role r on r.key = case e.name when '员工1' then 'administrator'
       when '员工2' then 'departmentManager' else 'accountManager' end`,
  )
  await db.query(
    `insert into identity (platform, user_id, employee_id) select 'wecom', 'user' || substr(name, 3), id from employee`,
  )
}

async function makePool(db: Database, now: Date): Promise<string> {
  const [pool] = await db.query<{ id: string }>(
    `insert into pool (id, created_at, updated_at, search_keys, number, name, kind, is_default, hold_limit, day_limit,
       record_limit, record_limit_days, recycle_days, members, administrators)
     select uuidv7(), $1::timestamptz, $1::timestamptz, '{}', 'GH-01', '华东公海', 'customer', true, 100000, 100000, 3, 30, 30,
       (select array_agg(id) from employee where substr(name, 3)::int between 100 and 99 + $2::int),
       (select array_agg(id) from employee where name = '员工1')
     returning id`,
    [now, claimers],
  )
  return pool!.id
}

/** Opens `each` sessions per person. @param condition of the people */
async function openSessions(db: Database, condition: string, each: number, now: Date): Promise<string[]> {
  const people = await db.query<{ id: string }>(`select id from employee where ${condition} order by id`)
  const sessions = people.flatMap(({ id }) =>
    Array.from({ length: each }, () => ({ id, token: newSecret() })),
  )
  await db.query(
    `insert into session (id, token_hash, employee_id, platform, created_at, seen_at, expires_at)
     select uuidv7(), s.hash, s.id, 'wecom', $3::timestamptz, $3::timestamptz, $3::timestamptz + interval '6 days'
     from unnest($1::text[], $2::uuid[]) as s(hash, id)`,
    [sessions.map(({ token }) => hashSecret(token)), sessions.map(({ id }) => id), now],
  )
  return sessions.map(({ token }) => token)
}

/**
 * Fills a migrated database: 200 departments, 2,000 employees, so many customers with three follow-ups each, a pool of 200
 * members. A database that was filled before (`--keep`) is taken as it is.
 */
export async function seedStage(
  db: Database,
  customers: number,
  now: Date,
  say: (line: string) => void,
): Promise<Stage> {
  await db.query('create table if not exists bench_stage (customers int not null, stage jsonb not null)')
  const [kept] = await db.query<{ customers: number; stage: Stage }>(
    'select customers, stage from bench_stage',
  )
  if (kept && kept.customers !== customers)
    throw new Error(`The kept company has ${kept.customers} customers.`)
  if (kept) return kept.stage
  const stage = await fillStage(db, customers, now, say)
  await db.query('insert into bench_stage values ($1, $2)', [customers, JSON.stringify(stage)])
  return stage
}

/** In a small company, too, the salesperson whose list is measured has more than one page of it: others' customers become theirs. */
const pageStatement = `
with own as (select * from customer where owner_id = (select id from employee where name = '员工3') limit 1),
few as (
  select c.id from customer c, own where c.owner_id <> own.owner_id order by c.updated_at desc
  limit (select greatest(0, 40 - count(*)) from customer c, own where c.owner_id = own.owner_id)
)
update customer c set owner_id = own.owner_id, department_id = own.department_id, dept1 = own.dept1, dept2 = own.dept2,
  dept3 = own.dept3 from own where c.id in (select id from few)`

async function fillStage(
  db: Database,
  customers: number,
  now: Date,
  say: (line: string) => void,
): Promise<Stage> {
  await seedEssentials({ db, clock: { now: () => now, offset: () => 0 }, timeZone })
  await makeCompany(db, now)
  const poolId = await makePool(db, now)
  await seedCustomers(db, customers, poolId, now, say)
  await db.query(pageStatement)
  await db.query(`create table bench_inbox (id uuid primary key, platform text not null, dedupe_key text not null,
    user_id text not null, event jsonb not null, received_at timestamptz not null, unique (platform, dedupe_key))`)
  await db.query('vacuum analyze')
  const wecom = await db.query<{ user_id: string }>('select user_id from identity order by employee_id')
  return {
    poolId,
    members: await openSessions(db, `substr(name, 3)::int between 100 and 99 + ${claimers}`, 1, now),
    readers: {
      // 员工3 works in the first of the ten trees, which 员工2 leads.
      salesperson: await openSessions(db, `name = '员工3'`, 20, now),
      manager: await openSessions(db, `name = '员工2'`, 20, now),
      administrator: await openSessions(db, `name = '员工1'`, 20, now),
    },
    wecom: wecom.map(row => row.user_id),
  }
}

/** Customers that lie in the pool, not given to a measure before, and never held: whoever held one could not claim it at once. */
export async function freshPoolRecords(db: Database, count: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `update customer set pooled_at = pooled_at, remark = 'bench' where id in (
       select id from customer where owner_id is null and last_owner_id is null and remark is null limit $1) returning id`,
    [count],
  )
  if (rows.length < count)
    throw new Error(`The pool has only ${rows.length} records left; ${count} are needed.`)
  return rows.map(row => row.id)
}
