import type { Sql } from '../db/database'

/** The flows that somebody has played in this sandbox, by whatever door; the seed's own acts do not count. */
export async function playedFlows(sql: Sql): Promise<string[]> {
  const [row] = await sql.query<{ claim: boolean; approve: boolean }>(
    `select exists (select 1 from history where action = 'pool.claim' and door <> 'seed') as claim,
       exists (select 1 from approval_task where decided_at is not null and door <> 'seed') as approve`,
  )
  return [...(row?.claim ? ['claim'] : []), ...(row?.approve ? ['approve'] : [])]
}
