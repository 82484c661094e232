import type { DialogChoice, Found, PreparedCall } from '@gonghai/shared/ports/crm'
import { readMoment } from '@gonghai/shared/rules/read-moment'
import { execute, offer } from './act'
import type { Turn } from './deps'
import { readNumber, typedWords } from './read-line'
import { echo, numbered, reply } from './reply'

const mostCandidates = 5

/** By which channel it was, read from the words; a call, where nothing is said. */
const channels: readonly [RegExp, string][] = [
  [/拜访|拜訪|上门|上門|面谈|面談|visit/i, 'visit'],
  [/微信|wechat/i, 'wechat'],
  [/邮件|郵件|e-?mail/i, 'email'],
  [/短信|簡訊|sms/i, 'sms'],
  [/开会|會議|会议|meeting/i, 'meeting'],
]

function channelOf(words: string): string {
  return channels.find(([pattern]) => pattern.test(words))?.[1] ?? 'phone'
}

/** "苏州恒远: 已电话沟通,下周二上午再联系" → whom, and what; null where either is missing. */
function splitLine(words: string, typed: string): { whom: string; what: string } | null {
  const pattern = /^(.{1,60}?)\s*[:,，：]\s*(.+)$/s
  const whom = pattern.exec(words)?.[1]
  // What happened is kept in the writer's own punctuation.
  const what = pattern.exec(typedWords(typed))?.[2]
  return whom && what ? { whom: whom.trim(), what: what.trim() } : null
}

function callFor(turn: Turn, found: Found, what: string): PreparedCall {
  const { timeZone } = turn.person
  const next = readMoment(what, turn.crm.now(), timeZone)
  const input = {
    record: found.record,
    channel: channelOf(what),
    content: what.slice(0, 2000),
    ...(next && next.at > turn.crm.now() ? { nextContactAt: next.at.toISOString() } : {}),
  }
  return { action: 'followUp.create', input }
}

/** "11-24 (Tue) 09:00" in the person's language and time zone. */
function whenWords(turn: Turn, iso: string): string {
  const { locale, timeZone } = turn.person
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(new Date(iso))
  const day = part({ month: '2-digit', day: '2-digit' }).replace('/', '-')
  return `${day}（${part({ weekday: 'short' })}）${part({ hour: '2-digit', minute: '2-digit', hour12: false })}`
}

/** Writes a follow-up that was typed, and says until when it is quiet (CHAT-6, CUST-17). */
export async function writeFollowUp(turn: Turn, call: PreparedCall, title: string): Promise<void> {
  const outcome = await execute(turn, call, 'chat')
  if (!outcome.ok) return reply(turn, outcome.message)
  await turn.crm.dialog.rememberUndo(turn.event.from, outcome.undo ?? null)
  const next = call.input.nextContactAt
  const message =
    typeof next === 'string'
      ? turn.t('bot.followUp.noted', { title: echo(title), when: whenWords(turn, next) })
      : turn.t('bot.followUp.notedOnly', { title: echo(title) })
  await reply(turn, turn.t('bot.undoHint', { message }))
}

/** "跟进 苏州恒远: 已电话沟通，下周二上午再联系". */
export async function followUp(turn: Turn, words: string): Promise<void> {
  const line = splitLine(words, turn.event.type === 'text' ? turn.event.text : words)
  if (!line) return reply(turn, turn.t('bot.followUp.how'))
  const query = readNumber(line.whom) ?? line.whom
  const found = await turn.crm.query.mine(turn.person, query, mostCandidates)
  const exact = found.filter(one => one.title === line.whom || one.number === query)
  const one = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined
  if (one) return writeFollowUp(turn, callFor(turn, one, line.what), one.title)
  if (found.length === 0) return reply(turn, turn.t('bot.followUp.none', { words: echo(line.whom) }))
  const choices = found.map(
    (candidate): DialogChoice => ({ title: candidate.title, call: callFor(turn, candidate, line.what) }),
  )
  const head = turn.t('bot.followUp.choose', { count: found.length, words: echo(line.whom) })
  await offer(turn, `${head}\n${numbered(found)}`, choices)
}
