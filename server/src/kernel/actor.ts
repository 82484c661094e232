import type { Locale } from '@gonghai/shared/i18n'
import type { Access } from '../access/context'

/** By which way somebody came in; written into the history. */
export type Door = 'http' | 'card' | 'chat' | 'job' | 'import' | 'seed'

/** An employee who does something, with what they may do. */
export interface EmployeeActor {
  kind: 'employee'
  employeeId: string
  name: string
  locale: Locale
  timeZone: string
  access: Access
  door: Door
}

/** Gonghai itself: timed jobs and the seed. May do everything. */
export interface SystemActor {
  kind: 'system'
  locale: Locale
  timeZone: string
  door: Door
}

export type Actor = EmployeeActor | SystemActor

/** The employee's id, or null for the system. */
export function actorId(actor: Actor): string | null {
  return actor.kind === 'employee' ? actor.employeeId : null
}
