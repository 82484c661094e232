import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { repositoryRoot } from '@gonghai/server/db/root'

/** The built product as a process of its own. */
export interface ServerProcess {
  /** Where it listens, without a trailing slash. */
  url: string
  /** Everything that it has printed. */
  output(): string
  /** Ends it so that it cannot tidy up (SIGKILL). */
  kill9(): Promise<void>
  /** Ends it in order (SIGTERM). @returns its exit code, null where it had to be killed */
  stop(): Promise<number | null>
}

const startPatienceMs = 120_000
const stopPatienceMs = 30_000
const readyLine = /Gonghai is ready: (https?:\/\/[^\s/]+)/

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Only what a program needs to run: no variable of this machine decides what is tested. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'SystemRoot']
  return Object.fromEntries(kept.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])))
}

/** Starts `server/dist/main.js` and waits until it says that it is ready. */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [path.join(repositoryRoot, 'server/dist/main.js')], {
    cwd: repositoryRoot,
    env: {
      ...cleanEnvironment(),
      LOG_LEVEL: process.env.SHOW_SERVER ? 'info' : 'warn',
      HOST: '127.0.0.1',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit').then(([code]) => code as number | null)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const url = await whenReady(child, () => output)
  return {
    url,
    output: () => output,
    kill9: async () => {
      child.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs)
      const code = await gone
      clearTimeout(timer)
      return code
    },
  }
}

function whenReady(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server ${why}. It printed:\n${output()}`))
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail('was not ready in time')
    }, startPatienceMs)
    const look = () => {
      const url = readyLine.exec(output())?.[1]
      if (!url) return
      clearTimeout(timer)
      resolve(url)
    }
    child.stdout?.on('data', look)
    child.once('exit', code => {
      clearTimeout(timer)
      fail(`ended with ${code}`)
    })
  })
}
