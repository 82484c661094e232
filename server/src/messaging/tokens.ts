import type { FreshToken, StoredToken, TokenKey, TokenStore } from '@gonghai/shared/ports/tokens'
import { v7 as uuid } from 'uuid'
import type { Database, Tx } from '../db/database'
import type { Clock } from '../kernel/clock'
import { createSeal, type Seal } from './seal'

/** Longer than a platform's answer may take. */
const leaseMs = 20_000
const pollMs = 100
/** Taken off a token's lifetime, so that it never expires between reading and using it; at most a tenth of it. */
const marginSeconds = 300

interface Deps {
  db: Database
  clock: Clock
  /** Any text of 32 characters or more. */
  secretKey: string
}

interface Row {
  value: string | null
  expires_at: Date | null
  lease_until: Date | null
}

const aboutKey = (key: TokenKey) => `${key.platform}|${key.app}|${key.kind}`
const keyParams = (key: TokenKey) => [key.platform, key.app, key.kind]
const whereKey = 'platform = $1 and app = $2 and kind = $3'

function openRow(seal: Seal, key: TokenKey, row: Row | undefined, now: Date): StoredToken | null {
  if (!row?.value || !row.expires_at || row.expires_at <= now) return null
  const value = seal.open(row.value, aboutKey(key))
  return value === null ? null : { value, expiresAt: row.expires_at }
}

/** The usable token, or a lease to fetch a new one, or neither while somebody else fetches. */
type Turn = { token: string } | { lease: string } | null

async function takeTurn(tx: Tx, seal: Seal, key: TokenKey, failing: string | null, now: Date): Promise<Turn> {
  await tx.query(
    'insert into platform_token (platform, app, kind) values ($1, $2, $3) on conflict (platform, app, kind) do nothing',
    keyParams(key),
  )
  const [row] = await tx.query<Row>(
    `select value, expires_at, lease_until from platform_token where ${whereKey} for update`,
    keyParams(key),
  )
  const stored = openRow(seal, key, row, now)
  if (stored && stored.value !== failing) return { token: stored.value }
  if (row?.lease_until && row.lease_until > now) return null
  const lease = uuid()
  await tx.query(
    `update platform_token set lease_token = $4::uuid, lease_until = $5::timestamptz where ${whereKey}`,
    [...keyParams(key), lease, new Date(now.getTime() + leaseMs)],
  )
  return { lease }
}

async function keepToken(
  deps: Deps,
  seal: Seal,
  key: TokenKey,
  lease: string,
  fresh: FreshToken,
): Promise<void> {
  const seconds = fresh.lifetimeSeconds - Math.min(marginSeconds, fresh.lifetimeSeconds / 10)
  const expires = new Date(deps.clock.now().getTime() + seconds * 1000)
  await deps.db.query(
    `update platform_token set value = $5, expires_at = $6::timestamptz, lease_token = null, lease_until = null
     where ${whereKey} and lease_token = $4::uuid`,
    [...keyParams(key), lease, seal.close(fresh.value, aboutKey(key)), expires],
  )
}

async function fetchOnce(
  deps: Deps,
  seal: Seal,
  key: TokenKey,
  lease: string,
  fetchNew: () => Promise<FreshToken>,
): Promise<string> {
  try {
    const fresh = await fetchNew()
    await keepToken(deps, seal, key, lease, fresh)
    return fresh.value
  } catch (error) {
    await deps.db.query(
      `update platform_token set lease_token = null, lease_until = null where ${whereKey} and lease_token = $4::uuid`,
      [...keyParams(key), lease],
    )
    throw error
  }
}

/** Keeps the platforms' tokens encrypted in the database; one process at a time asks for a new one (decision 20). */
export function createTokenStore(deps: Deps): TokenStore {
  const seal = createSeal(deps.secretKey)
  return {
    async get(key) {
      const [row] = await deps.db.query<Row>(
        `select value, expires_at, lease_until from platform_token where ${whereKey}`,
        keyParams(key),
      )
      return openRow(seal, key, row, deps.clock.now())
    },
    async refresh(key, failing, fetchNew) {
      for (;;) {
        const turn = await deps.db.transaction(tx => takeTurn(tx, seal, key, failing, deps.clock.now()))
        if (turn && 'token' in turn) return turn.token
        if (turn) return fetchOnce(deps, seal, key, turn.lease, fetchNew)
        await new Promise(resolve => setTimeout(resolve, pollMs))
      }
    },
  }
}
