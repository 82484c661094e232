import type { WhyRecycledAnswer } from '@gonghai/shared/client/clock-api'
import { translator } from '@gonghai/shared/i18n'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { Refusal, refuse } from '../../kernel/errors'
import { type WatchedObject, watchedObjects } from '../../records/clocks/expressions'
import { identifier } from '../../records/columns'
import { openRow } from '../../records/detail'
import { objectNamed } from '../../records/reader'
import type { Fate } from './fate'
import { fateWords } from './recycle-words'

interface TimeRow extends Fate {
  at: Date
  owner_id: string
  owner: string
  pool_name: string
}

/** Whoever may open it, and whoever lost it: they knew it and ask why it is gone. @throws Refusal notFound | notPermitted */
async function titleFor(sql: Sql, actor: EmployeeActor, object: WatchedObject, id: string): Promise<string> {
  try {
    return String((await openRow(sql, actor, objectNamed(object), id)).name)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    const [lost] = await sql.query<{ name: string }>(
      `select r.name from ${identifier(object)} r where r.id = $1::uuid and exists (select 1 from recycling g
         where g.object = $2 and g.record_id = r.id and g.owner_id = $3::uuid)`,
      [id, object, actor.employeeId],
    )
    if (!lost) throw refusal
    return lost.name
  }
}

/** GET /api/records/:object/:id/why-recycled: what the rule saw each time that it took the record back (POOL-9). */
export async function whyRecycled(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  id: string,
): Promise<WhyRecycledAnswer> {
  const object = watchedObjects.find(one => one === name) ?? refuse('notFound')
  const title = await titleFor(sql, actor, object, id)
  const rows = await sql.query<TimeRow>(
    `select g.at, g.owner_id, e.name as owner, g.pool_name, g.rule, g.days, g.cause, g.since, g.due
     from recycling g join employee e on e.id = g.owner_id
     where g.object = $1 and g.record_id = $2::uuid order by g.at desc limit 20`,
    [object, id],
  )
  const t = translator(actor.locale)
  return {
    title,
    times: rows.map(row => ({
      at: row.at.toISOString(),
      owner: { id: row.owner_id, name: row.owner },
      pool: row.pool_name,
      rule: row.rule,
      days: row.days,
      cause: row.cause,
      since: row.since.toISOString(),
      due: row.due.toISOString(),
      because: fateWords(t, row, row.at, actor.timeZone),
    })),
  }
}
