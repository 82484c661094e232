import { api } from '../../lib/api'
import { randomKey } from '../../lib/random-key'
import { keepSession } from '../../lib/session'
import { sha256 } from '../../lib/sha256'
import { forget, readStored, store } from '../../lib/storage'
import { leave } from '../../platform/leave'

/** Only pages of our own are returned to; anything else leads to the first page. */
export function safeReturn(returnTo: string | undefined): string {
  const path = (returnTo ?? '').replace(/^\/?#/, '')
  return /^\/pages\/[a-z-]+\/index(\?[^\s#]*)?$/.test(path) && !path.startsWith('/pages/sign-in/')
    ? path
    : '/pages/home/index'
}

/** Leaves for the platform's login page. The verifier stays here; its hash goes along (PKCE). */
export function startRedirect(platform: string, via: 'client' | 'web', returnTo: string | undefined): void {
  const verifier = randomKey(64)
  store('verifier', verifier)
  const back = encodeURIComponent(`/#${safeReturn(returnTo)}`)
  leave(`/auth/${platform}/start?challenge=${sha256(verifier)}&returnTo=${back}&via=${via}`)
}

/** Exchanges the one-time ticket for a session. Throws `Refused` where it is spent, late, or not ours. */
export async function takeTicket(ticket: string): Promise<void> {
  const verifier = readStored<string>('verifier') ?? ''
  forget('verifier')
  keepSession(await api.ticket(ticket, verifier))
}
