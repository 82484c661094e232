import { fillDuplicateKeys } from '../areas/duplicates/fill-keys'
import { type Restamp, restamp } from '../areas/organisation'
import { fieldTasks } from '../areas/tables/field-jobs'
import type { Database } from '../db/database'
import { sweepFiles } from '../files/sweep-files'
import type { Clock } from '../kernel/clock'
import { dispatch, fireDue, type ReactionDeps, react } from '../kernel/reactions'
import type { OperationDeps } from '../operations/operation'
import { runOperation } from '../operations/run-operation'
import { cleanUp } from './cleanup'
import { freeJobsOfTheDead } from './live-workers'
import type { Task } from './runner'

/** Our own kinds of jobs, by the names under which they are queued. */
export function kernelTasks(deps: ReactionDeps & { db: Database; clock: Clock }): Record<string, Task> {
  return {
    dispatch: (payload: { events: { id: string; name: string }[] }) => dispatch(deps, payload.events),
    react: (payload: { event: string; reaction: string }) => react(deps, payload),
    fireDue: () => fireDue(deps),
    freeJobsOfTheDead: () => freeJobsOfTheDead(deps.db),
    ...fieldTasks(deps),
    restamp: (payload: Restamp) => restamp(deps.db, payload),
    fillDuplicateKeys: async () => {
      await fillDuplicateKeys(deps)
    },
  }
}

/** Slices of work on many records, and what is removed at night: rows that have served, files whose time is over. */
export function operationTasks(deps: OperationDeps): Record<string, Task> {
  return {
    runOperation: async (payload: { id: string }) => {
      await runOperation(deps, payload)
    },
    cleanup: async () => {
      await cleanUp(deps.db, deps.clock.now())
      await sweepFiles(deps)
    },
  }
}

/** Timed jobs: what a crash left is woken every minute, and what has served goes at night. */
export const crontab = `* * * * * sweepMessaging ?max=1
* * * * * fireDue ?max=1
* * * * * freeJobsOfTheDead ?max=1
*/10 * * * * recycle ?max=1
17 19 * * * cleanup ?max=1
43 18 * * * nightlyDirectories ?max=1`

/** What is looked for at every start: work that a crash left behind. */
export const atStart = ['sweepMessaging', 'fireDue', 'fillDuplicateKeys'] as const
