import type { SessionAnswer } from '@gonghai/shared/client/api'
import { type Cell, cell } from './cell'
import { readStored, forget as remove, store } from './storage'

/** One side's session. Employees and customers have each their own, kept apart and never sent in place of the other. */
export interface Door {
  /** The bearer token, or undefined while nobody is signed in. Pages watch it. */
  held: Cell<string | undefined>
  /** Keeps a new session. */
  keep(answer: SessionAnswer): void
  /** Forgets the session, because the server no longer takes it or (`byHand`) the person signs out. */
  drop(byHand?: boolean): void
  /** Did the last session end because the person wanted it? Then the sign-in waits for a press. */
  hasLeft(): boolean
}

function door(place: string): Door {
  const held = cell<string | undefined>(readStored<SessionAnswer>(place)?.token)
  let leftByHand = false
  return {
    held,
    keep(answer) {
      store(place, answer)
      held.set(answer.token)
    },
    drop(byHand = false) {
      leftByHand = byHand
      remove(place)
      held.set(undefined)
    },
    hasLeft: () => leftByHand,
  }
}

/** The employees' door, `/api`. */
export const staff = door('session')

/** The customers' door, `/portal`. */
export const customer = door('portalSession')

/** The employee's token, watched. */
export const session = staff.held

/** The employee's token for the next call. */
export const token = (): string | undefined => staff.held.get()

/** Keeps an employee's new session. */
export const keepSession = staff.keep

/** Ends the employee's session here. */
export const dropSession = staff.drop

/** Did the employee sign out? */
export const hasLeft = staff.hasLeft
