import type { SandboxFollower, SandboxMachine } from '@gonghai/shared/ports/sandbox'
import type { Sql } from '../db/database'

/** The phone of somebody who has not followed yet. */
const newcomer = 'o-newcomer'

/** Phones that the page offers; a database that has been real before may know thousands. */
const most = 12

const machinesShown = 6

interface FollowerRow {
  openid: string
  name: string | null
  contact_id: string | null
  phone: string | null
  customer_id: string | null
  company: string | null
  followed: boolean
}

interface MachineRow {
  name: string
  serial_number: string
  code: string
}

/** Customers who can hold the sandbox's WeChat phone: the followers of this database, and one who has yet to follow. */
export async function readFollowers(sql: Sql): Promise<SandboxFollower[]> {
  const known = await sql.query<FollowerRow>(
    `select u.openid, coalesce(c.name, u.name) as name, c.id as contact_id, c.phone,
       coalesce(c.customer_id, u.customer_id) as customer_id, k.name as company, u.followed
     from portal_user u
     left join contact c on c.id = u.contact_id and c.deleted_at is null
     left join customer k on k.id = coalesce(c.customer_id, u.customer_id) and k.deleted_at is null
     where u.openid <> $1 or u.contact_id is not null
     order by u.id limit $2`,
    [newcomer, most],
  )
  const met = known.some(one => one.openid === newcomer)
  const rows = met ? known : [...known, await strangerOf(sql)]
  return Promise.all(rows.map(async row => follower(row, await machinesOf(sql, row))))
}

/** Somebody whose company has a machine of ours, and who could prove it with the end of a phone number. */
async function strangerOf(sql: Sql): Promise<FollowerRow> {
  const [row] = await sql.query<Omit<FollowerRow, 'openid' | 'followed'>>(
    `select c.name, c.id as contact_id, c.phone, k.id as customer_id, k.name as company
     from contact c join customer k on k.id = c.customer_id
     where c.deleted_at is null and k.deleted_at is null and c.phone ~ '\\d{4}$'
       and exists (select 1 from asset a where a.customer_id = k.id and a.deleted_at is null
                   and (a.contact_id is null or a.contact_id = c.id))
       and not exists (select 1 from portal_user u where u.customer_id = k.id or u.contact_id = c.id)
     order by c.id limit 1`,
  )
  const nobody = { name: null, contact_id: null, phone: null, customer_id: null, company: null }
  return { ...(row ?? nobody), openid: newcomer, followed: false }
}

/** Those for which this person is asked come first: their phone number opens them. */
function machinesOf(
  sql: Sql,
  { customer_id: customer, contact_id: contact }: FollowerRow,
): Promise<MachineRow[]> {
  if (!customer) return Promise.resolve([])
  return sql.query<MachineRow>(
    `select name, serial_number, code from asset where customer_id = $1::uuid and deleted_at is null
     order by contact_id is null or contact_id = $2::uuid desc nulls last, id limit $3`,
    [customer, contact, machinesShown],
  )
}

const machine = ({ name, serial_number, code }: MachineRow): SandboxMachine => ({
  name,
  serialNumber: serial_number,
  code,
})

function follower(row: FollowerRow, machines: MachineRow[]): SandboxFollower {
  const ending = row.phone?.slice(-4)
  return {
    openId: row.openid,
    name: row.name ?? '微信用户',
    ...(row.company ? { company: row.company } : {}),
    ...(ending ? { phoneEnding: ending } : {}),
    follows: row.followed,
    machines: machines.map(machine),
  }
}
