import type { DirectoryEvent } from '@gonghai/shared/ports/events'
import { addJob } from '../../db/database'
import type { DirectoryDeps } from './read-directory'
import { readRules } from './rules'
import { startRun } from './start-run'

/** Changes come in swarms when a department moves: they are gathered for so long and read once. */
const gatherMs = 60_000

/** The platform says that its directory changed: what it says is not trusted, the directory is read anew. */
export async function onDirectory(deps: Pick<DirectoryDeps, 'db'>, event: DirectoryEvent): Promise<void> {
  if (event.platform === 'wechat' || !(await readRules(deps.db)).watch) return
  // Jobs wake by the machine's clock; the default is the database's own present.
  await addJob(
    deps.db,
    'watchDirectory',
    { platform: event.platform },
    { key: `watchDirectory:${event.platform}`, runAt: new Date(event.at.getTime() + gatherMs) },
  )
}

/** Starts the reading that a change asked for (task `watchDirectory`); while one is under way, another follows it. */
export async function watchDirectory(deps: DirectoryDeps, job: { platform: string }): Promise<void> {
  const now = deps.clock.now()
  const start = { platform: job.platform, trigger: 'event', by: null } as const
  const id = await deps.db.transaction(tx => startRun(tx, start, now))
  if (id) return
  const runAt = new Date(now.getTime() - deps.clock.offset() + gatherMs)
  await addJob(deps.db, 'watchDirectory', job, { key: `watchDirectory:${job.platform}`, runAt })
}

/** Reads every platform's directory at night (task `nightlyDirectories`), where somebody has read it by hand before. */
export async function nightlyDirectories(deps: DirectoryDeps): Promise<void> {
  if (!(await readRules(deps.db)).nightly) return
  const used = await deps.db.query<{ platform: string }>(
    'select distinct platform from directory_run order by platform',
  )
  for (const { platform } of used) {
    if (!deps.platforms.has(platform as 'wecom')) continue
    const start = { platform, trigger: 'schedule', by: null } as const
    await deps.db.transaction(tx => startRun(tx, start, deps.clock.now()))
  }
}
