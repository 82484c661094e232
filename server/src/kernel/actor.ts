import type { Locale } from '@gonghai/shared/i18n'
import type { Access } from '../access/context'
import type { PortalAccess } from '../access/portal'

/** By which way somebody came in; written into the history. */
export type Door = 'http' | 'officialAccount' | 'portal' | 'card' | 'chat' | 'job' | 'import' | 'seed'

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

/** A customer who came through the official account. */
export interface CustomerActor extends PortalAccess {
  kind: 'customer'
  /** How staff know them: the contact's name, else the nickname. */
  name: string
  contactId: string | null
  customerId: string | null
  locale: Locale
  timeZone: string
  door: Door
}

export type Actor = EmployeeActor | CustomerActor | SystemActor

/** The employee's id, or null for the system. */
export function actorId(actor: Actor): string | null {
  return actor.kind === 'employee' ? actor.employeeId : null
}

/** Who calls, of whatever kind; for keys and histories. Null for the system. */
export function callerId(actor: Actor): string | null {
  return actor.kind === 'customer' ? actor.portalUserId : actorId(actor)
}
