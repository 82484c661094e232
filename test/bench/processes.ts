import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { repositoryRoot } from '@gonghai/server/db/root'
import type { FloorOptions } from './floor'

/** A process under measure. */
export interface Subject {
  url: string
  stop(): Promise<void>
}

/** Connections that each process may have, ours and the floor's alike. */
export const connections = 20

const stopPatienceMs = 20_000
const kept = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR']

/** Only what a program needs: no setting of this machine decides what is measured. */
const cleanEnvironment = () =>
  Object.fromEntries(kept.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])))

function stopper(child: ChildProcess): () => Promise<void> {
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs)
    await gone
    clearTimeout(timer)
  }
}

/** Waits for a line that matches; fails with everything printed when the process ends before. */
function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stderr!.on('data', chunk => {
      output += chunk
      if (process.env.SHOW_SERVER) process.stderr.write(chunk)
    })
    createInterface({ input: child.stdout! }).on('line', text => {
      output += `${text}\n`
      const found = pattern.exec(text)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', code => reject(new Error(`The process ended with ${code}:\n${output}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** How a process of the product is started. */
export interface ServerOptions {
  databaseUrl: string
  services: string
  /** The folder of the build; default server/dist. */
  dist?: string | undefined
  /** Where V8 writes a CPU profile when the process ends. */
  profile?: string | undefined
  env?: Record<string, string>
}

/** Starts the built product as in production: no stand-ins, a platform only where `env` has its credentials. */
export async function startOurs({
  databaseUrl,
  services,
  dist,
  profile,
  env,
}: ServerOptions): Promise<Subject> {
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`] : []
  const main = path.resolve(repositoryRoot, dist ?? 'server/dist', 'main.js')
  const port = await freePort()
  const child = spawn(process.execPath, [...flags, main], {
    cwd: repositoryRoot,
    env: {
      ...cleanEnvironment(),
      GONGHAI_MODE: 'production',
      DATABASE_URL: databaseUrl,
      DATABASE_CONNECTIONS: String(connections),
      GONGHAI_SECRET_KEY: 'only-for-measuring-only-for-measuring',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      SERVICES: services,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await said(child, /Gonghai is ready: (\S+)/)
  return { url: `http://127.0.0.1:${port}`, stop: stopper(child) }
}

/** Starts a floor process. */
export async function startFloor(options: FloorOptions): Promise<Subject> {
  const script = path.join(repositoryRoot, 'test/bench/floor-child.mjs')
  const child = spawn(process.execPath, [script], {
    cwd: repositoryRoot,
    env: cleanEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(JSON.stringify(options))
  return { url: await said(child, /(http:\S+)/), stop: stopper(child) }
}
