import { type Database, openDatabase } from '@gonghai/server/db/database'
import { testDatabase } from '../../support/database'

/** A Saturday evening in Suzhou: today nobody works, and the story's last day was yesterday. */
export const saturday = new Date('2026-11-21T11:02:00.000Z')

/** Five past midnight on a Monday: whatever came an hour ago came on another day. */
export const mondayNight = new Date('2026-11-29T16:05:00.000Z')

export interface Opened {
  db: Database
  close(): Promise<void>
}

/** A database of one's own with all tables and no rows, closed and dropped by `close`. */
export async function openEmpty(): Promise<Opened> {
  const base = await testDatabase()
  const db = openDatabase({ url: base.url, connections: 4, onError: () => undefined })
  const close = async () => {
    await db.close()
    await base.drop()
  }
  return { db, close }
}

/** What the seeding needs, at a moment that does not move. */
export function depsAt(db: Database, now: Date) {
  return { db, clock: { now: () => now, offset: () => 0 }, timeZone: 'Asia/Shanghai' }
}

/** Statements of one transaction: the `fatal`-th ends its connection, as when the process dies. */
export function dyingAt(db: Database, fatal: number): Database {
  return {
    ...db,
    transaction: work =>
      db.transaction(async tx => {
        const [own] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
        let asked = 0
        return work({
          ...tx,
          query: async (text, params) => {
            asked += 1
            if (asked === fatal) await db.query('select pg_terminate_backend($1::int)', [own!.pid])
            return tx.query(text, params)
          },
        })
      }),
  }
}

/** Everything that the story says, by natural keys: what two seedings of one moment have in common. */
export async function told(db: Database): Promise<Record<string, unknown>> {
  const statements = {
    people: `select e.name, e.title, d.name as department, l.name as leader, e.locale,
        (select array_agg(i.platform || ':' || i.user_id order by i.platform) from identity i where i.employee_id = e.id) as on,
        (select array_agg(r.key order by r.key) from role_grant g join role r on r.id = g.role_id where g.employee_id = e.id) as roles
      from employee e join department d on d.id = e.department_id left join employee l on l.id = e.leader_id order by 1`,
    customers: `select c.number, c.name, c.stage, c.phone, c.industry, c.interest, c.level, c.address, c.employees, c.tax_number,
        c.version, c.created_at, c.updated_at, c.pooled_at, c.pool_reason, c.last_follow_at, c.next_contact_at, c.trading,
        o.name as owner, p.name as pool, b.name as made_by
      from customer c left join employee o on o.id = c.owner_id left join pool p on p.id = c.pool_id
        left join employee b on b.id = c.created_by order by 1`,
    leads: `select l.number, l.name, l.company, l.status, l.next_contact_at, o.name as owner, l.pool_reason
      from lead l left join employee o on o.id = l.owner_id order by 1`,
    contacts: `select t.name, t.phone, t.title, c.name as customer, o.name as owner
      from contact t join customer c on c.id = t.customer_id left join employee o on o.id = t.owner_id order by 4, 1`,
    contracts: `select t.number, t.title, t.state, t.amount, t.discount, t.signed_on::text, o.name as owner
      from contract t join employee o on o.id = t.owner_id order by 1`,
    approvals: `select a.summary ->> 'number' as number, a.state, a.step, a.flow_name, k.step as at, e.name, k.state as part,
        k.comment, k.decided_at
      from approval a join approval_task k on k.approval_id = a.id join employee e on e.id = k.approver_id
      order by 1, 5, 6`,
    followUps: `select e.name, f.created_at, f.content, f.next_contact_at from follow_up f join employee e on e.id = f.created_by
      order by 2, 1, 3`,
    tasks: `select t.title, t.state, t.due_at, t.done_at, o.name as owner from task t join employee o on o.id = t.owner_id order by 1`,
    holdings: `select p.name as pool, e.name, h.kind, h.day, h.at, h.ended_at, h.ended_by from holding h
      join pool p on p.id = h.pool_id join employee e on e.id = h.employee_id order by h.at, 2`,
    assets: `select a.number, a.serial_number, a.name, a.warranty_ends_on::text, c.name as customer, k.name as contact
      from asset a join customer c on c.id = a.customer_id join contact k on k.id = a.contact_id order by 1`,
    requests: `select r.number, r.title, r.state, r.kind, r.stars, r.created_at, r.done_at, e.name as engineer, u.openid
      from service_request r left join employee e on e.id = r.owner_id left join portal_user u on u.id = r.portal_user_id
      order by 1`,
    steps: `select r.number, s.kind, s.at, s.words, s.by_customer, e.name from request_step s
      join service_request r on r.id = s.request_id left join employee e on e.id = s.employee_id order by s.at, 1, 2`,
    history: `select object, action, door, actor_kind, count(*)::int as times from history group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  }
  const found: Record<string, unknown> = {}
  for (const [name, statement] of Object.entries(statements)) found[name] = await db.query(statement)
  return found
}
