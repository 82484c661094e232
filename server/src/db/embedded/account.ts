import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The numeric user and group under which PostgreSQL runs. */
export interface Account {
  uid: number
  gid: number
}

/**
 * Says which account PostgreSQL must run under, or undefined where the present one will do.
 * PostgreSQL refuses to run as root; then it is whoever owns the cluster already, else `postgres`, else `nobody`.
 */
export async function unprivilegedAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(cluster).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    const account = await lookUp(name)
    if (account) return account
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody" here to run it instead. ' +
      'Start Gonghai as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** Says whether the account can enter the folder, which depends on every folder above it. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  return run('/bin/sh', ['-c', 'cd "$0" && [ -r . ]', folder], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async flag => Number((await run('id', [flag, name])).stdout)),
    )
    return uid ? { uid, gid: gid! } : undefined
  } catch {
    return undefined
  }
}
