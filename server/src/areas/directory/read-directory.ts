import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import type { Database, Tx } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import type { Execute } from '../../kernel/execute'
import { checkDirectory } from './check-directory'
import { compareDepartments } from './compare-departments'
import { comparePeople } from './compare-people'
import type { Difference, Directory } from './difference'
import { type ReadFailure, readFailure } from './failures'
import { readHoldings, readKnown } from './read-known'
import { readRules } from './rules'
import { remember } from './said'
import { type Warning, warningsOf } from './warnings'

/** What directories are read with. */
export interface DirectoryDeps {
  db: Database
  clock: Clock
  platforms: ReadonlyMap<PlatformName, ChatPlatform>
  execute: Execute
  log: Logger
}

interface Run {
  id: string
  platform: PlatformName
  trigger: string
}

async function fail(deps: DirectoryDeps, run: Run, failure: ReadFailure, code: string): Promise<void> {
  await deps.db.query(
    `update directory_run set state = 'failed', failure = $2, code = $3, ended_at = $4::timestamptz
     where id = $1::uuid and state = 'reading'`,
    [run.id, failure, code, deps.clock.now()],
  )
}

/** The whole directory, or undefined where it failed: nothing is compared with half of one. */
async function fetchWhole(deps: DirectoryDeps, run: Run): Promise<Directory | undefined> {
  const platform = deps.platforms.get(run.platform)
  if (!platform) {
    await fail(deps, run, 'token', '')
    return undefined
  }
  try {
    const directory = await platform.readDirectory()
    const unusable = checkDirectory(directory)
    if (!unusable) return directory
    await fail(deps, run, unusable, '')
  } catch (error) {
    const { failure, code } = readFailure(error)
    deps.log.warn({ platform: run.platform, code }, 'a directory could not be read')
    await fail(deps, run, failure, code)
  }
  return undefined
}

async function lastGood(
  tx: Tx,
  platform: string,
): Promise<{ departments: number; people: number } | undefined> {
  const [row] = await tx.query<{ departments: number; people: number }>(
    `select departments, people from directory_run
     where platform = $1 and state in ('applying', 'done') order by created_at desc, id desc limit 1`,
    [platform],
  )
  return row
}

/** Compares and stores; leaving is proposed but not chosen where something looks like half an answer. */
async function store(deps: DirectoryDeps, run: Run, directory: Directory): Promise<Difference[]> {
  return deps.db.transaction(async tx => {
    const known = await readKnown(tx, run.platform)
    const { differences: departments, mapped } = compareDepartments(directory, known)
    const differences = [...departments, ...comparePeople(directory, known, mapped)]
    const linked = known.people.filter(one => one.active && one.userId !== null).length
    const warnings = warningsOf(directory, differences, linked, await lastGood(tx, run.platform))
    const leaving = differences.filter(one => one.kind === 'leave')
    const holds = await readHoldings(
      tx,
      leaving.map(one => one.subjectId!),
    )
    for (const one of leaving) {
      one.data.holds = holds.get(one.subjectId!) ?? {}
      if (warnings.length > 0) one.taken = false
    }
    await remember(tx, run.platform, { directory, known, differences })
    await keep(tx, run, { directory, differences, warnings }, deps.clock.now())
    return warnings.length > 0 ? [] : differences
  })
}

async function keep(
  tx: Tx,
  run: Run,
  found: { directory: Directory; differences: Difference[]; warnings: Warning[] },
  now: Date,
): Promise<void> {
  const { directory, differences, warnings } = found
  const counts: Record<string, number> = {}
  for (const { kind } of differences) counts[kind] = (counts[kind] ?? 0) + 1
  await tx.query(
    `insert into directory_item (run_id, seq, kind, remote_id, subject_id, data, taken, state)
     select $1::uuid, i.seq, i.kind, i."remoteId", i."subjectId", i.data, i.taken, 'open'
     from jsonb_to_recordset($2::jsonb)
       as i(seq int, kind text, "remoteId" text, "subjectId" uuid, data jsonb, taken boolean)`,
    [run.id, JSON.stringify(differences.map((one, seq) => ({ seq, ...one })))],
  )
  await tx.query(
    `update directory_run set state = $2, read_at = $3::timestamptz, departments = $4::int, people = $5::int,
       counts = $6::jsonb, warnings = $7::jsonb, ended_at = case when $2 = 'done' then $3::timestamptz end
     where id = $1::uuid and state = 'reading'`,
    [
      run.id,
      differences.length === 0 ? 'done' : 'ready',
      now,
      directory.departments.length,
      directory.people.length,
      JSON.stringify(counts),
      JSON.stringify(warnings),
    ],
  )
}

/** New names and job titles, where the administrator lets them through; everything else waits for a person. */
async function applySmall(deps: DirectoryDeps, run: Run, differences: readonly Difference[]): Promise<void> {
  const actor = { kind: 'system', locale: 'zh-CN', timeZone: 'Asia/Shanghai', door: 'job' } as const
  for (const [item, { kind, taken }] of differences.entries()) {
    if (kind !== 'rename' || !taken) continue
    const key = `${run.id}:${item}`
    await deps
      .execute({ action: 'directory.applyItem', input: { run: run.id, item }, actor, requestId: key, key })
      .catch(error => deps.log.warn({ item, error: String(error) }, 'a small change was not applied'))
  }
  await deps.db.query(
    `update directory_run r set state = 'done', ended_at = $2::timestamptz where r.id = $1::uuid and r.state = 'ready'
     and not exists (select 1 from directory_item i where i.run_id = r.id and i.state = 'open')`,
    [run.id, deps.clock.now()],
  )
}

/** Reads a platform's whole directory and stores how it differs (task `readDirectory`). Fails as a whole, never by half. */
export async function readDirectory(deps: DirectoryDeps, job: { run: string }): Promise<void> {
  const [run] = await deps.db.query<Run>(
    `update directory_run set state = 'reading' where id = $1::uuid and state in ('waiting', 'reading')
     returning id, platform, trigger`,
    [job.run],
  )
  if (!run) return
  const directory = await fetchWhole(deps, run)
  if (!directory) return
  const differences = await store(deps, run, directory)
  if (run.trigger !== 'manual' && (await readRules(deps.db)).small) await applySmall(deps, run, differences)
}
