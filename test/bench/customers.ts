import { deepStrictEqual } from 'node:assert'
import type { Database } from '@gonghai/server/db/database'
import { matchKeys, putMatchKeys } from '@gonghai/server/records/match-keys'
import { searchKeys } from '@gonghai/server/records/search-keys'
import { objects } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { companyNameOf, searchKeysOf } from './names'

/** Of everybody's customers, one in so many lies in the pool. */
const pooledOneIn = 4
const employees = 2000
const batchSize = 4000

/** Indexes that only speed reading up are built when all rows are there: the same indexes, in a fraction of the time. */
const bulkTables = ['customer', 'duplicate_key', 'follow_up']

const statement = `
with people as (
  select e.id, d.path, d.id as department, row_number() over (order by substr(e.name, 3)::int) - 1 as n
  from employee e join department d on d.id = e.department_id
)
insert into customer (id, created_at, updated_at, created_by, updated_by, number, name, stage, phone, industry, level,
  source, region, trading, owner_id, department_id, dept1, dept2, dept3, pool_id, pooled_at, pool_reason,
  held_since, last_follow_at, follow_due, search_keys)
select c.id, at - interval '40 days', at, p.id, p.id, c.number, c.name,
  (array['potential', 'following', 'cooperating', 'dormant'])[1 + c.n / 5 % 4], c.phone,
  (array['machinery', 'electronics', 'medical', 'energy'])[1 + c.n / 3 % 4], (array['A', 'B', 'C', 'D'])[1 + c.n / 11 % 4],
  'campaign', (array['east', 'south', 'north', 'west'])[1 + c.n / 7 % 4], false,
  case when not free then p.id end, case when not free then p.department end,
  case when not free then p.path[1] end, case when not free then p.path[2] end, case when not free then p.path[3] end,
  $2::uuid, case when free then at end, case when free then 'created' end,
  case when not free then at end, case when not free then at end, case when not free then at + interval '90 days' end,
  array(select jsonb_array_elements_text(c.keys))
from (
  select r.*, (r.n / ${employees}) % ${pooledOneIn} = 0 as free,
    $3::timestamptz - (r.n::bigint * 7919 % 2000003) * interval '1 second' as at
  from jsonb_to_recordset($1::jsonb) as r(id uuid, n int, number text, name text, phone text, keys jsonb)
) c join people p on p.n = c.n % (select count(*) from people)`

/** Every tenth owned customer has a colleague in its team. */
const teamStatement = `
with people as (select id, row_number() over (order by id) - 1 as n from employee)
insert into team_member (object, record_id, employee_id, access, created_at)
select 'customer', c.id, p.id, 'read', $1::timestamptz
from (select id, row_number() over (order by id) as n from customer where owner_id is not null) c
join people p on p.n = (c.n * 31) % (select count(*) from people) where c.n % 10 = 0`

/** Three follow-ups of every customer. */
const followStatement = `
insert into follow_up (id, created_at, updated_at, created_by, updated_by, search_keys, record_object, record_id, channel, content)
select uuidv7(), c.updated_at - f * interval '9 days', c.updated_at - f * interval '9 days', c.created_by, c.created_by, '{}',
  'customer', c.id, 'phone', '已电话沟通，对方在看方案'
from customer c cross join generate_series(1, 3) f`

/** A customer as the product would write it; of the first ones the keys are compared with the product's own. */
function customerAt(n: number) {
  const [name, phone] = [companyNameOf(n), `138${String(n).padStart(8, '0')}`]
  const number = `KH-20261121-${String(n).padStart(7, '0')}`
  const values = { name, phone }
  const tail = number.slice(-7)
  const keys = searchKeysOf(n, [`#${phone}`, `#${phone.slice(-4)}`, `#kh20261121${tail}`, `#${tail}`])
  if (n < 100) deepStrictEqual(keys, searchKeys(objects.customer, values, number))
  return { row: { id: uuid(), n, number, name, phone, keys }, values }
}

async function withoutIndexes(
  db: Database,
  say: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  const kept = await db.query<{ indexname: string; indexdef: string }>(
    `select i.indexname, i.indexdef from pg_indexes i join pg_index x on x.indexrelid = format('%I', i.indexname)::regclass
     where i.tablename = any($1::text[]) and not x.indisunique`,
    [bulkTables],
  )
  for (const { indexname } of kept) await db.query(`drop index "${indexname}"`)
  await work()
  say('… indexes')
  for (const { indexdef } of kept) await db.query(indexdef)
}

/** So many customers with three follow-ups each, spread over all employees and one pool. */
export async function seedCustomers(
  db: Database,
  count: number,
  poolId: string,
  now: Date,
  say: (line: string) => void,
): Promise<void> {
  await withoutIndexes(db, say, async () => {
    let writing: Promise<unknown> = Promise.resolve()
    for (let from = 0; from < count; from += batchSize) {
      const some = Array.from({ length: Math.min(batchSize, count - from) }, (_, at) => customerAt(from + at))
      await writing
      const rows = JSON.stringify(some.map(({ row }) => row))
      const keys = some.map(({ row, values }) => ({ id: row.id, keys: matchKeys(objects.customer, values) }))
      // While these are written, the next ones are made: two cores work.
      writing = db
        .query(statement, [rows, poolId, now])
        .then(() => putMatchKeys(db, 'customer', keys, 'keep'))
      if ((from / batchSize) % 25 === 24) say(`… ${from + batchSize} customers`)
    }
    await writing
    await db.query(teamStatement, [now])
    await db.query(followStatement)
  })
}
