import type { Sql } from '@gonghai/server/db/database'

/** The content of every table in one line each, to see that a refused call left nothing behind. */
export async function databasePicture(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like '\\_prisma%' order by 1`,
  )
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as content
       from "${name}" t`,
  )
  const jobs = `select 'jobs' as name, count(*)::text as content from graphile_worker.jobs`
  const rows = await sql.query<{ name: string; content: string }>([...parts, jobs].join(' union all '))
  return Object.fromEntries(rows.map(row => [row.name, row.content]))
}
