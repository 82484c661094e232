import { directoryConfigure } from '@gonghai/shared/actions/directory'
import { settingIds } from '@gonghai/shared/rules/setting-ids'
import type { Sql } from '../../db/database'
import { handle } from '../../kernel/context'

/** What happens by itself. */
export interface DirectoryRules {
  /** A change on the platform has its directory read. */
  watch: boolean
  nightly: boolean
  /** New names and job titles are applied without asking. */
  small: boolean
}

const initial: DirectoryRules = { watch: true, nightly: true, small: false }

/** The rules as they are set. */
export async function readRules(sql: Sql): Promise<DirectoryRules> {
  const [row] = await sql.query<{ value: Partial<DirectoryRules> }>(
    `select value from setting where key = 'directory'`,
  )
  return { ...initial, ...row?.value }
}

/** Changes what happens by itself. */
export const configureDirectory = handle(directoryConfigure, async (ctx, input) => {
  const before = await readRules(ctx.tx)
  const after: DirectoryRules = { watch: input.watch, nightly: input.nightly, small: input.small }
  await ctx.tx.query(
    `insert into setting (key, value, updated_at) values ('directory', $1::jsonb, $2::timestamptz)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [JSON.stringify(after), ctx.now],
  )
  const names = ['watch', 'nightly', 'small'] as const
  const changes = names.filter(name => before[name] !== after[name])
  ctx.trace(
    'organisation',
    settingIds.directoryRules,
    Object.fromEntries(changes.map(name => [name, [before[name], after[name]]])),
  )
  return { result: { ...after } }
})
