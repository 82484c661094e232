import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { loadTypeScript } from './build.mjs'

const prefix = 'gonghai-scratch-'

/**
 * Starts an empty PostgreSQL in a temporary folder, fast and unsafe, for tests and for planning migrations; with `fsync`
 * as safe, and as slow, as a real one. `stop` removes it; what a killed run left behind is removed by the next one.
 * With a folder to `keep` it in, it is as empty or full as the last run left it, and stays.
 */
export async function scratchCluster({ fsync = false, keep } = {}) {
  const { startEmbedded } = await loadTypeScript('server/src/db/embedded.ts')
  const log = () => undefined
  await removeLeftovers(startEmbedded, log)
  const dataDir = await (keep
    ? mkdir(keep, { recursive: true }).then(() => keep)
    : mkdtemp(path.join(os.tmpdir(), `${prefix}${process.pid}-`)))
  // Under root the database runs as another user, who has to come through; the data inside stays closed.
  await chmod(dataDir, 0o755)
  const { url, stop } = await startEmbedded({ dataDir, fsync, log })
  return {
    url,
    /** One more database, empty unless kept. @returns its address */
    another: async name => {
      const { createDatabase } = await loadTypeScript('server/src/db/create-database.ts')
      return createDatabase(url, name)
    },
    stop: async () => {
      await stop()
      if (!keep) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function removeLeftovers(startEmbedded, log) {
  const names = await readdir(os.tmpdir())
  for (const name of names.filter(entry => entry.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length).split('-')[0])
    if (isAlive(pid)) continue
    const dataDir = path.join(os.tmpdir(), name)
    // Starting adopts a server that still runs there, which can then be stopped in order.
    // What cannot be removed belongs to another user of this machine, whose next run does it.
    await startEmbedded({ dataDir, fsync: false, log })
      .then(left => left.stop())
      .then(() => rm(dataDir, { recursive: true, force: true }))
      .catch(() => undefined)
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
