import { errorTable } from '@gonghai/shared/errors'
import { isLocale, translator } from '@gonghai/shared/i18n'
import type { ActionOutcome, ActionRequest, Crm, Person } from '@gonghai/shared/ports/crm'
import type { DirectoryEvent, Identity } from '@gonghai/shared/ports/events'
import type { TextMessage } from '@gonghai/shared/ports/messages'
import { linkByCode } from '../auth/link-account'
import { actorOf } from '../auth/sessions'
import type { FileStore } from '../files/local-store'
import { Refusal } from '../kernel/errors'
import type { Execute } from '../kernel/execute'
import { beginSync } from './begin-sync'
import { type ChatReads, createChatQuery } from './chat-query'
import { type CustomerReads, createCustomerDesk } from './customers'
import type { MessagingDeps } from './deps'
import { createDialogs } from './dialogs'
import { createInbox } from './inbox'
import { nextMessage } from './next-message'
import { enqueueMessages } from './outbound'
import { findPressed, showCard } from './press'
import { reportMessage } from './report-message'
import { settleMessage } from './settle-message'
import { settleSync } from './settle-sync'
import { sweepMessaging } from './sweep'

/** What the bot's port stands on; the composition root puts it together. */
export interface CrmDeps extends MessagingDeps {
  execute: Execute
  reads: ChatReads
  /** What customers are shown, and where their pictures are kept. */
  customers: { reads: CustomerReads; files: FileStore }
  /** The platform's directory changed; absent: employees are kept by hand. */
  onDirectory?(event: DirectoryEvent): Promise<void>
}

async function identify(deps: CrmDeps, who: Identity): Promise<Person | null> {
  const [row] = await deps.db.query<{ id: string; name: string; locale: string; time_zone: string }>(
    `select e.id, e.name, e.locale, e.time_zone from identity i join employee e on e.id = i.employee_id
     where i.platform = $1 and i.user_id = $2 and e.active`,
    [who.platform, who.userId],
  )
  return row
    ? {
        employeeId: row.id,
        name: row.name,
        locale: isLocale(row.locale) ? row.locale : 'zh-CN',
        timeZone: row.time_zone,
      }
    : null
}

function refusalOutcome(refusal: Refusal, person: Person): ActionOutcome {
  const t = translator(person.locale)
  const { code, params, fields } = refusal
  const form: { retry?: true } = errorTable[code]
  const issue = fields[0]
  const detail = issue ? [t(`error.field.${issue.rule}`, issue.params)] : []
  const message = [t(`error.${code}`, params), ...detail].join(' ')
  return { ok: false, code, message, params, retry: form.retry ?? false }
}

async function execute(deps: CrmDeps, request: ActionRequest): Promise<ActionOutcome> {
  const { action, input, person, door, key } = request
  try {
    const actor = await actorOf(deps.db, person.employeeId, door)
    const done = await deps.execute({ action, input, actor, key, requestId: key })
    return { ok: true, ...done }
  } catch (error) {
    if (error instanceof Refusal) return refusalOutcome(error, person)
    throw error
  }
}

async function linkAccount(deps: CrmDeps, who: Identity, code: string): Promise<string> {
  const linked = await linkByCode(deps.db, who, code, deps.clock.now())
  if (!linked.ok) return linked.text
  return translator(isLocale(linked.locale) ? linked.locale : 'zh-CN')('bot.linked', { name: linked.name })
}

async function reply(deps: CrmDeps, who: Identity, message: TextMessage, key: string): Promise<void> {
  const content = { kind: 'text' as const, message }
  await deps.db.transaction(tx =>
    enqueueMessages(tx, deps.clock, [{ ...who, urgency: 'now', dedupeKey: key, content }]),
  )
}

/** The server's side of the bot: everything that the bot may ask, over the database and the one `execute`. */
export function createCrm(deps: CrmDeps): Crm {
  return {
    now: () => deps.clock.now(),
    identify: who => identify(deps, who),
    linkAccount: (who, code) => linkAccount(deps, who, code),
    execute: request => execute(deps, request),
    query: createChatQuery(deps),
    dialog: createDialogs(deps),
    press: (copyId, who) => findPressed(deps, copyId, who),
    showCard: (copyId, abilities) => showCard(deps, copyId, abilities),
    reply: (who, message, key) => reply(deps, who, message, key),
    customers: createCustomerDesk(deps),
    inbox: createInbox(deps),
    delivery: {
      next: (lane, abilities, lease) => nextMessage(deps, lane, abilities, lease),
      settle: (lane, lease, item, settlement) => settleMessage(deps, lane, lease, item, settlement),
      report: event => reportMessage(deps, event),
      sweep: platforms => sweepMessaging(deps, platforms),
    },
    sync: {
      begin: (copy, abilities) => beginSync(deps, copy, abilities),
      settle: (copy, update, settlement) => settleSync(deps, copy, update, settlement),
    },
    directoryChanged: async event => deps.onDirectory?.(event),
  }
}
