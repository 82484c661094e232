import type { Dialog, DialogPort, PreparedCall } from '@gonghai/shared/ports/crm'
import type { Identity } from '@gonghai/shared/ports/events'
import type { MessagingDeps } from './deps'

const lifetimeMs = 10 * 60_000

type Deps = Pick<MessagingDeps, 'db' | 'clock'>
type Kind = 'question' | 'undo'

/** What is remembered of somebody's chat, or null when there is nothing, or it has lapsed. */
export async function readState<T>(deps: Deps, who: Identity, kind: Kind): Promise<T | null> {
  const [row] = await deps.db.query<{ state: T }>(
    `select state from chat_dialog
     where platform = $1 and user_id = $2 and kind = $3 and expires_at > $4::timestamptz`,
    [who.platform, who.userId, kind, deps.clock.now()],
  )
  return row?.state ?? null
}

/** Remembers it for ten minutes, in place of what was; null forgets it. */
export async function keepState(deps: Deps, who: Identity, kind: Kind, state: object | null): Promise<void> {
  const at = [who.platform, who.userId, kind]
  if (!state) {
    await deps.db.query('delete from chat_dialog where platform = $1 and user_id = $2 and kind = $3', at)
    return
  }
  const expires = new Date(deps.clock.now().getTime() + lifetimeMs)
  await deps.db.query(
    `insert into chat_dialog (platform, user_id, kind, state, expires_at) values ($1, $2, $3, $4::jsonb, $5::timestamptz)
     on conflict (platform, user_id, kind) do update set state = excluded.state, expires_at = excluded.expires_at`,
    [...at, JSON.stringify(state), expires],
  )
}

/** What somebody's next line is about, and what they may still take back; lapses after ten minutes. */
export function createDialogs(deps: Deps): DialogPort {
  return {
    question: who => readState<Dialog>(deps, who, 'question'),
    ask: (who, dialog) => keepState(deps, who, 'question', dialog),
    clear: who => keepState(deps, who, 'question', null),
    undoable: who => readState<PreparedCall>(deps, who, 'undo'),
    rememberUndo: (who, call) => keepState(deps, who, 'undo', call),
  }
}
