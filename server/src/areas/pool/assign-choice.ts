import type { Translate } from '@gonghai/shared/i18n'
import type { CardChoice } from '@gonghai/shared/ports/messages'
import { assignReach } from '../../access/assign-reach'
import { can, loadAccess } from '../../access/context'
import type { Sql } from '../../db/database'
import { identifier } from '../../records/columns'
import { livelySql } from '../../records/counted'
import type { PooledObject } from './pooled-record'

/** So many are offered on a card; whoever is meant besides has a line in the chat, and the page. */
const mostOffered = 8

/** A pool, as far as its records are given to somebody. */
interface Giving {
  id: string
  kind: PooledObject
  members: readonly string[]
  administrators: readonly string[]
  /** At most so many are held by one person; null = any number. */
  holdLimit: number | null
}

interface Candidate {
  id: string
  name: string
  held: number
}

/** Those of these people who are there and have room, whoever holds least from the pool first. */
function withRoom(sql: Sql, pool: Giving, people: readonly string[]): Promise<Candidate[]> {
  return sql.query<Candidate>(
    `select * from (
       select e.id, e.name, (select count(*) from ${identifier(pool.kind)} r where r.owner_id = e.id
         and r.pool_id = $1::uuid and r.deleted_at is null and ${livelySql(pool.kind, 'r')})::int as held
       from employee e where e.active and e.id = any($2::uuid[])) c
     where $3::int is null or c.held < $3::int order by c.held, c.name, c.id limit $4::int`,
    [pool.id, people, pool.holdLimit, mostOffered * 2],
  )
}

/**
 * Colleagues to whom the reader of a card may give a record of the pool: its people, of a leader who is nothing else there
 * the own group. @returns undefined for whoever may not assign, or has nobody to assign to
 */
export async function assignChoice(
  sql: Sql,
  t: Translate,
  readerId: string,
  pool: Giving,
): Promise<CardChoice | undefined> {
  const access = await loadAccess(sql, readerId)
  const reach = assignReach(access, pool.id)
  if (reach === 'nobody' || !can(access, { object: 'pool', verb: 'assign' })) return undefined
  const people = reach === 'group' ? access.reports : [...pool.members, ...pool.administrators]
  const others = people.filter(id => id !== readerId)
  const options: CardChoice['options'] = []
  for (const { id, name, held } of await withRoom(sql, pool, others)) {
    const works = can(await loadAccess(sql, id), { object: pool.kind, verb: 'update' })
    if (works && options.length < mostOffered)
      options.push({ id, text: t('card.pool.colleagueHeld', { name, count: held }) })
  }
  return options.length > 0 ? { key: 'colleague', title: t('card.pool.colleague'), options } : undefined
}
