import type { SessionAnswer } from '@gonghai/shared/client/api'
import { cell } from './cell'
import { readStored, forget as remove, store } from './storage'

/** The bearer token, or undefined while nobody is signed in. Pages watch it. */
export const session = cell<string | undefined>(readStored<SessionAnswer>('session')?.token)

/** The token for the next call. */
export const token = (): string | undefined => session.get()

/** Keeps a new session. */
export function keepSession(answer: SessionAnswer): void {
  store('session', answer)
  session.set(answer.token)
}

let leftByHand = false

/** Did the last session end because the person wanted it? Then the sign-in waits for a press. */
export const hasLeft = (): boolean => leftByHand

/** Forgets the session, because the server no longer takes it or (`byHand`) the person signs out. */
export function dropSession(byHand = false): void {
  leftByHand = byHand
  remove('session')
  session.set(undefined)
}
