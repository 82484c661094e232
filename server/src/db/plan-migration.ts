import { enginePool } from './engine-adapter'
import { noFilters, readMigrations, readSchema, withSchemaEngine } from './schema-engine'

/**
 * The SQL that turns what the migrations make into what prisma/schema says; empty where they agree.
 * The migrations are tried on a shadow database beside the one of `url`, whose user must be allowed to make it.
 */
export async function planMigration(url: string): Promise<string> {
  const pool = enginePool(url)
  try {
    const { stdout } = await withSchemaEngine(pool, async engine =>
      engine.diff({
        from: { tag: 'migrations', ...(await readMigrations()) },
        to: { tag: 'schemaDatamodel', ...(await readSchema()) },
        script: true,
        exitCode: null,
        filters: noFilters,
      }),
    )
    return stdout?.includes('This is an empty migration') ? '' : (stdout ?? '').trim()
  } finally {
    await pool.end()
  }
}
