import type { Dialog, DialogPort, PreparedCall } from '@gonghai/shared/ports/crm'
import type { Identity } from '@gonghai/shared/ports/events'
import type { MessagingDeps } from './deps'

const lifetimeMs = 10 * 60_000

type Kind = 'question' | 'undo'

/** What somebody's next line is about, and what they may still take back; lapses after ten minutes. */
export function createDialogs(deps: Pick<MessagingDeps, 'db' | 'clock'>): DialogPort {
  const read = async <T>(who: Identity, kind: Kind): Promise<T | null> => {
    const [row] = await deps.db.query<{ state: T }>(
      `select state from chat_dialog
       where platform = $1 and user_id = $2 and kind = $3 and expires_at > $4::timestamptz`,
      [who.platform, who.userId, kind, deps.clock.now()],
    )
    return row?.state ?? null
  }
  const keep = async (who: Identity, kind: Kind, state: Dialog | PreparedCall): Promise<void> => {
    await deps.db.query(
      `insert into chat_dialog (platform, user_id, kind, state, expires_at) values ($1, $2, $3, $4::jsonb, $5::timestamptz)
       on conflict (platform, user_id, kind) do update set state = excluded.state, expires_at = excluded.expires_at`,
      [
        who.platform,
        who.userId,
        kind,
        JSON.stringify(state),
        new Date(deps.clock.now().getTime() + lifetimeMs),
      ],
    )
  }
  const forget = async (who: Identity, kind: Kind): Promise<void> => {
    await deps.db.query('delete from chat_dialog where platform = $1 and user_id = $2 and kind = $3', [
      who.platform,
      who.userId,
      kind,
    ])
  }
  return {
    question: who => read<Dialog>(who, 'question'),
    ask: (who, dialog) => keep(who, 'question', dialog),
    clear: who => forget(who, 'question'),
    undoable: who => read<PreparedCall>(who, 'undo'),
    rememberUndo: (who, call) => (call ? keep(who, 'undo', call) : forget(who, 'undo')),
  }
}
