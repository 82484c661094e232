import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { repositoryRoot } from '../db/root'

/** A cell of a table: what one sees of it. */
export type Cell = string | number | boolean | null | { date: string }

/** Why a table could not be read. */
export type TableFault = 'tooManyRows' | 'tooManyColumns' | 'tooLarge' | 'unreadable'

/** A table that can't be read, with the reason. */
export class TableError extends Error {
  constructor(readonly fault: TableFault) {
    super(`table: ${fault}`)
  }
}

const faults: readonly TableFault[] = ['tooManyRows', 'tooManyColumns', 'tooLarge', 'unreadable']
const patienceMs = 120_000

/**
 * The rows of an XLSX (first sheet) or CSV file, read in a process of its own with little memory. @param limits rows include the
 * heading @throws TableError
 */
export async function* readTable(
  file: string,
  kind: 'xlsx' | 'csv',
  limits: { rows: number; columns: number },
): AsyncGenerator<Cell[]> {
  const script = path.join(repositoryRoot, 'server/scripts/read-table.mjs')
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=512', script, file, kind, String(limits.rows), String(limits.columns)],
    // It needs nothing of ours: no secret reaches it.
    { stdio: ['ignore', 'pipe', 'pipe'], env: {} },
  )
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  let said = ''
  child.stderr.on('data', chunk => {
    said = (said + String(chunk)).slice(0, 1000)
  })
  const ended = new Promise<number | null>(resolve => {
    child.once('error', () => resolve(null))
    child.once('close', code => resolve(code))
  })
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Cell[]
    if ((await ended) !== 0) throw new TableError(faults.find(fault => said === fault) ?? 'unreadable')
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}
