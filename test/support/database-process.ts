import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { repositoryRoot } from '@gonghai/server/db/root'

/** What the child says when it got there. */
export interface Said {
  url?: string
  applied?: string[]
  error?: string
}

/** A Node process that holds an embedded database or migrates one. */
export interface DatabaseProcess {
  pid: number
  /** Settles when the child has said how it went; rejects when it ends before that. */
  said: Promise<Said>
  /** Kills it so that it cannot tidy up, and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts `database-child.mjs`: `hold` takes a data folder, `migrate` a connection string. */
export function databaseProcess(verb: 'hold' | 'migrate', target: string): DatabaseProcess {
  const script = path.join(repositoryRoot, 'test/support/database-child.mjs')
  const child = spawn(process.execPath, [script, verb, target], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const said = firstLine(child).then(line => JSON.parse(line) as Said)
  // Whoever kills the child before it speaks does not wait for its word.
  said.catch(() => undefined)
  return {
    pid: child.pid!,
    said,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve)
    child.once('exit', code => reject(new Error(`The database process ended (${code}) without a word.`)))
  })
}
