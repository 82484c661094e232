import type { Logger } from '@gonghai/shared/ports/logger'
import { type Runner, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import type { Database } from '../db/database'

/** One kind of job: gets its payload; throwing has it tried again with growing pauses. */
export type Task = (payload: never) => Promise<void>

/** Counts finished and failed jobs, for the metrics. */
export interface JobObserver {
  finished(task: string, ok: boolean): void
}

/** Starts working on jobs in this process. @returns how to stop: running jobs are finished first */
export async function startWorker(options: {
  db: Database
  tasks: Record<string, Task>
  concurrency: number
  log: Logger
  observer: JobObserver
  /** Lines of graphile-worker's crontab. */
  crontab: string
}): Promise<() => Promise<void>> {
  const { db, log, observer } = options
  const taskList: TaskList = Object.fromEntries(
    Object.entries(options.tasks).map(([name, task]) => [
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
  const runner: Runner = await run({
    pgPool: db.pool,
    taskList,
    concurrency: options.concurrency,
    crontab: options.crontab,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: new WorkerLogger(() => () => undefined),
  })
  return () => runner.stop()
}
