import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@gonghai/shared/ports/logger'
import { type Runner, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import type { Database } from '../db/database'
import { addJob } from '../db/database'
import { freeJobsOfTheDead, showAlive, shownWithinMs } from './live-workers'

/** One kind of job: gets its payload; throwing has it tried again with growing pauses. */
export type Task = (payload: never) => Promise<void>

/** Counts finished and failed jobs, for the metrics. */
export interface JobObserver {
  finished(task: string, ok: boolean): void
}

interface WorkerOptions {
  db: Database
  tasks: Record<string, Task>
  concurrency: number
  log: Logger
  observer: JobObserver
  /** Lines of graphile-worker's crontab. */
  crontab: string
  /** Tasks that run once at every start: they find what a crash left behind. */
  atStart: readonly string[]
}

const restartMs = 1000

function taskListOf({ tasks, log, observer }: WorkerOptions): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown) => {
        try {
          await task(payload as never)
          observer.finished(name, true)
        } catch (error) {
          observer.finished(name, false)
          log.error({ task: name, error: error instanceof Error ? error.stack : String(error) }, 'job failed')
          throw error
        }
      },
    ]),
  )
}

/** Takes over what dead processes left, then works until the runner ends. */
async function runOnce(options: WorkerOptions, started: (runner: Runner) => void): Promise<void> {
  const { db, log } = options
  const events = new EventEmitter()
  const workers: string[] = []
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => workers.push(worker.workerId))
  const runner = await run({
    pgPool: db.pool,
    taskList: taskListOf(options),
    concurrency: options.concurrency,
    crontab: options.crontab,
    noHandleSignals: true,
    pollInterval: 2000,
    // Without batches a job that cannot be settled, because the database has gone, ends the process: nobody awaits it.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    events,
    logger: new WorkerLogger(() => () => undefined),
  })
  started(runner)
  const hide = showAlive(db, () => workers, log)
  const free = () =>
    freeJobsOfTheDead(db).catch(error => log.warn({ error: String(error) }, 'jobs of the dead'))
  // Once more for what somebody had taken in the very moment before they died.
  const again = setTimeout(free, 2 * shownWithinMs)
  try {
    await freeJobsOfTheDead(db)
    for (const name of options.atStart) await addJob(db, name, {}, { key: `start:${name}` })
    await runner.promise
  } finally {
    clearTimeout(again)
    await runner.stop().catch(() => undefined)
    await hide()
  }
}

/**
 * Starts working on jobs in this process. A runner that ends by itself, because its database was gone while a job was
 * being settled, is followed by a new one. @returns how to stop: running jobs are finished first
 */
export async function startWorker(options: WorkerOptions): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  let runner: Runner | undefined
  let ending: Promise<unknown> = Promise.resolve()
  const start = () =>
    new Promise<void>((resolve, reject) => {
      ending = runOnce(options, started => {
        runner = started
        resolve()
      }).catch(error => {
        options.log.warn({ error: String(error) }, 'the worker failed')
        reject(error)
      })
    })
  const supervise = async () => {
    while (!stopping.signal.aborted) {
      await ending
      await sleep(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      options.log.warn({}, 'the worker ended by itself and is started again')
      await start().catch(() => undefined)
    }
  }
  await start()
  const supervising = supervise()
  return async () => {
    stopping.abort()
    await runner?.stop().catch(() => undefined)
    await supervising
  }
}
