import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { repositoryRoot } from '@gonghai/server/db/root'

/** A web process of its own. */
export interface WebProcess {
  url: string
  /** What it wrote to stderr: nothing, as long as no request failed by our fault. */
  complaints: string[]
  kill(): Promise<void>
}

/** Starts `web-child.mjs` over a database and waits until it serves. */
export async function webProcess(databaseUrl: string): Promise<WebProcess> {
  const script = path.join(repositoryRoot, 'test/support/web-child.mjs')
  const child = spawn(process.execPath, [script, databaseUrl], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const complaints: string[] = []
  child.stderr.on('data', chunk => complaints.push(String(chunk)))
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  const said = await firstLine(child, complaints)
  return { url: (JSON.parse(said) as { url: string }).url, complaints, kill }
}

function firstLine(child: ChildProcess, complaints: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve)
    child.once('exit', code => reject(new Error(`The web process ended (${code}): ${complaints.join('')}`)))
  })
}
