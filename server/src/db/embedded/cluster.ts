import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, link, mkdir, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account'
import type { Binaries } from './binaries'
import { isAlive } from './postmaster'

const run = promisify(execFile)

/** A database cluster on disk: its folder, its log file, its owner's name and password. */
export interface Cluster {
  folder: string
  logFile: string
  user: string
  password: string
}

const user = 'gonghai'

/** Opens the cluster of a data folder, making it where there is none; throws where another major version made it. */
export async function openCluster(home: string, programs: Binaries, account?: Account): Promise<Cluster> {
  const password = await readPassword(home)
  const folder = path.join(home, 'cluster')
  await removeDrafts(home)
  const made = await madeBy(folder)
  if (made === undefined) await initialise(home, folder, password, programs, account)
  else if (made !== programs.major) {
    throw new Error(
      `The database in ${home} was made by PostgreSQL ${made}; this version of Gonghai brings ${programs.major}. ` +
        'Dump it with the version that made it and load the dump into an empty data folder.',
    )
  }
  return { folder, logFile: path.join(home, 'postgres.log'), user, password }
}

async function madeBy(folder: string): Promise<string | undefined> {
  const version = await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined)
  return version?.trim()
}

/** Works in a draft folder and renames it: a start that is killed here leaves nothing half made. */
async function initialise(
  home: string,
  folder: string,
  password: string,
  { initdb }: Binaries,
  account?: Account,
) {
  const draft = path.join(home, `draft-${process.pid}-${randomBytes(4).toString('hex')}`)
  const passwordFile = `${draft}.password`
  await mkdir(draft, { mode: 0o700 })
  await writeSynced(passwordFile, password)
  if (account) await Promise.all([draft, passwordFile].map(place => chown(place, account.uid, account.gid)))
  try {
    await run(
      initdb,
      [
        `--pgdata=${draft}`,
        `--username=${user}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        ...localeFlags(),
      ],
      { ...account, cwd: '/', env: bareEnvironment() },
    )
    await rename(draft, folder).catch(error => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } catch (cause) {
    throw new Error(`PostgreSQL could not make its data folder in ${home}: ${reason(cause)}`, { cause })
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 })
    await rm(passwordFile, { force: true })
  }
}

/** Under the plain C locale pg_trgm is blind to Chinese; macOS has no C.UTF-8 and gets its nearest kin. */
function localeFlags(): string[] {
  return process.platform === 'darwin' ? ['--lc-ctype=en_US.UTF-8', '--lc-collate=C'] : ['--locale=C.UTF-8']
}

/** PostgreSQL gets no variable of ours: they hold secrets, and PG… ones would change what it does. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_MESSAGES: 'C', TZ: 'UTC' }
}

async function readPassword(home: string): Promise<string> {
  const file = path.join(home, 'password')
  const draft = path.join(home, `draft-${process.pid}-${randomBytes(4).toString('hex')}.password`)
  await writeSynced(draft, randomBytes(24).toString('hex'))
  // A link fails where the file exists: of two first starts one password wins, and a present one stays.
  await link(draft, file).catch(error => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  return (await readFile(file, 'utf8')).trim()
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Drafts carry the process that makes them in their name; those of the dead are litter. */
async function removeDrafts(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const [, pid] = /^draft-(\d+)-/.exec(name) ?? []
    if (pid && Number(pid) !== process.pid && !isAlive(Number(pid))) {
      await rm(path.join(home, name), { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

function reason(cause: unknown): string {
  const { stderr, message } = cause as { stderr?: string; message: string }
  return stderr?.trim() || message
}
