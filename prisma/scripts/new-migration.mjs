// npm run migration -- name: writes a migration with what prisma/schema has and the migrations have not.
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { loadTypeScript } from '../../server/scripts/build.mjs'
import { root } from '../../server/scripts/root.mjs'
import { scratchCluster } from '../../server/scripts/scratch-cluster.mjs'

const folder = path.join(root, 'prisma/migrations')
const name = process.argv[2] ?? ''
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Say what the migration does, in small letters: npm run migration -- add_pool_limits')
  process.exit(2)
}

const sql = await planOnScratchCluster()
if (!sql) {
  console.log('The migrations already make what prisma/schema says; nothing written.')
} else {
  const target = path.join(folder, `${await nextStamp()}_${name}`)
  await mkdir(target, { recursive: true })
  await writeFile(path.join(target, 'migration.sql'), `${sql}\n`)
  await writeFile(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n')
  console.log(`Written: ${path.relative(process.cwd(), target)}/migration.sql. Read it before you commit it.`)
}

async function planOnScratchCluster() {
  const { planMigration } = await loadTypeScript('server/src/db/plan-migration.ts')
  const { url, stop } = await scratchCluster()
  try {
    return await planMigration(url)
  } finally {
    await stop()
  }
}

/** The time as yyyymmddhhmmss, or one more than the newest migration's where clocks disagree: order is by name. */
async function nextStamp() {
  const now = Number(new Date().toISOString().replace(/\D/g, '').slice(0, 14))
  const names = await readdir(folder).catch(() => [])
  const newest = Math.max(0, ...names.map(entry => Number.parseInt(entry, 10)).filter(Number.isFinite))
  return Math.max(now, newest + 1)
}
