import {
  access,
  chmod,
  constants,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rmdir,
  stat,
  symlink,
  unlink,
} from 'node:fs/promises'
import path from 'node:path'
import { type Account, canEnter } from './account'

/** Where things are kept that the unprivileged account must reach when root's checkout is closed to it. */
export const openFolder = '/var/lib/gonghai'

/**
 * Makes the data folder and gives its real path. Where the account cannot enter it (a checkout below /root),
 * the data lives in an open folder and `dataDir` becomes a link to it, so that removing or moving the link
 * still means removing or moving the data of this checkout.
 */
export async function dataHome(dataDir: string, account: Account | undefined): Promise<string> {
  await removeDanglingLink(dataDir)
  await mkdir(dataDir, { recursive: true })
  const home = await realpath(dataDir)
  await access(home, constants.R_OK | constants.W_OK | constants.X_OK).catch(cause => {
    throw new Error(
      `The data folder ${home} belongs to another user. Start Gonghai as that user, or set GONGHAI_DATA_DIR.`,
      { cause },
    )
  })
  if (!account || (await canEnter(account, home))) return home
  if ((await readdir(home)).length > 0) {
    throw new Error(
      `The database in ${home} belongs to user ${account.uid}, who may not enter that folder. ` +
        'Open the folders above it for that user (chmod o+x), or start Gonghai as that user.',
    )
  }
  return moveAway(dataDir)
}

async function moveAway(dataDir: string): Promise<string> {
  await mkdir(openFolder, { recursive: true, mode: 0o755 })
  const away = await mkdtemp(path.join(openFolder, 'data-'))
  await chmod(away, 0o755)
  try {
    await rmdir(dataDir)
    await symlink(away, dataDir)
    return away
  } catch (error) {
    await rmdir(away)
    // Another start made the link a moment ago: its folder is the one to use.
    if ((await lstat(dataDir)).isSymbolicLink()) return realpath(dataDir)
    throw error
  }
}

async function removeDanglingLink(dataDir: string): Promise<void> {
  const link = await lstat(dataDir).catch(() => undefined)
  if (!link?.isSymbolicLink()) return
  const target = await stat(dataDir).catch(() => undefined)
  if (!target) await unlink(dataDir)
}
