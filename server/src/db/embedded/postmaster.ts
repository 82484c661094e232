import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account'
import { bareEnvironment, type Cluster } from './cluster'

/** A PostgreSQL server process and the port it listens on. */
export interface Postmaster {
  pid: number
  port: number
}

const logLimit = 10 * 1024 * 1024

/**
 * The server that runs on the cluster, whoever started it, or undefined. A pid file that a killed server left
 * behind is removed where its number belongs to another process by now: PostgreSQL itself would refuse to start.
 */
export async function runningPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const file = path.join(cluster.folder, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (pid && (await commandLine(pid)).includes(cluster.folder)) return { pid, port: Number(lines[3] ?? 0) }
  // A server writes its file in two steps and another start may replace a stale one: only what stays is stale.
  await sleep(pid ? 0 : 1_000)
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) await rm(file, { force: true })
  return undefined
}

/** Starts a server; `exited` settles when it ends. It has a session of its own, so that Ctrl-C does not reach it. */
export async function spawnPostmaster(
  program: string,
  cluster: Cluster,
  port: number,
  options: { fsync: boolean; account?: Account },
): Promise<{ exited: Promise<void> }> {
  await rotate(cluster.logFile)
  const log = await open(cluster.logFile, 'a', 0o600)
  try {
    const child = spawn(program, ['-D', cluster.folder, '-p', String(port), ...settings(options.fsync)], {
      ...options.account,
      cwd: '/',
      env: bareEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    child.unref()
    const exited = new Promise<void>((resolve, reject) => {
      child.once('exit', () => resolve())
      child.once('error', cause =>
        reject(new Error(`PostgreSQL cannot run here: ${cause.message}`, { cause })),
      )
    })
    return { exited }
  } finally {
    await log.close()
  }
}

/** Says whether a process has this number; a zombie counts, so use it only for processes that are waited for. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The last lines of the server's log, for an error message. */
export async function logTail(cluster: Cluster): Promise<string> {
  const text = await readFile(cluster.logFile, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-5).join('\n')
}

function settings(fsync: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    // No socket file: its path may be too long, and two checkouts would meet in /tmp.
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // Made for turning disks, the default has rows of an index fetched by sorting all of them first.
    random_page_cost: '1.1',
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function rotate(file: string): Promise<void> {
  const present = await stat(file).catch(() => undefined)
  if (present && present.size > logLimit) await rename(file, `${file}.1`)
}

/** The command of a process; empty for one that is gone or a zombie. */
async function commandLine(pid: number): Promise<string> {
  if (existsSync('/proc/self/cmdline')) return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (!isAlive(pid)) return ''
  return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
}
