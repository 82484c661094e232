import type { DialogChoice, Found } from '@gonghai/shared/ports/crm'
import { offer, pursue } from './act'
import type { Turn } from './deps'
import { readNumber, readPlace } from './read-line'
import { echo, numbered, reply } from './reply'

type Decision = 'agree' | 'reject'

const mostApprovals = 5

/** How each kind of question is decided: the actions, and the field of their input that names it. */
const kinds: Record<string, Record<Decision, string> & { field: string; comments?: true }> = {
  approval: { agree: 'approval.agree', reject: 'approval.reject', field: 'approval', comments: true },
  claimReview: { agree: 'pool.agreeClaim', reject: 'pool.rejectClaim', field: 'review' },
  extension: {
    agree: 'pool.agreeExtension',
    reject: 'pool.refuseExtension',
    field: 'request',
    comments: true,
  },
  customerReview: { agree: 'customer.review', reject: 'customer.rejectReview', field: 'review' },
}

function choiceOf(decision: Decision, found: Found, words: string): DialogChoice {
  const at = found.record.indexOf(':')
  const kind = kinds[found.record.slice(0, at)] ?? kinds.approval!
  const field = decision === 'reject' ? 'reason' : kind.comments ? 'comment' : undefined
  const input = { [kind.field]: found.record.slice(at + 1), ...(words && field ? { [field]: words } : {}) }
  const asks = decision === 'reject' && !words
  return {
    title: found.title,
    call: { action: kind[decision], input },
    ...(asks ? { ask: { field: 'reason', question: 'bot.ask.rejectReason' } } : {}),
  }
}

/** The question at a place of the list that the person was just shown. */
function shownAt(turn: Turn, place: number): string | undefined {
  const choices = turn.dialog?.kind === 'choose' ? turn.dialog.choices : []
  const call = choices[place - 1]?.call
  const found = Object.entries(kinds).find(([, kind]) =>
    [kind.agree, kind.reject].includes(call?.action ?? ''),
  )
  return call && found ? `${found[0]}:${String(call.input[found[1].field])}` : undefined
}

/** Everything that waits for the person's word: approvals, claims of other groups, new customers, asks for more days. */
async function waitingFor(turn: Turn, words: string): Promise<Found[]> {
  const [approvals, reviews] = await Promise.all([
    turn.crm.query.approvals(turn.person, words, mostApprovals),
    turn.crm.query.reviews(turn.person, words, mostApprovals),
  ])
  return [...approvals, ...reviews].slice(0, mostApprovals)
}

/** Which of the waiting approvals is meant, and the words that are left over as reason or comment. */
async function pick(turn: Turn, words: string): Promise<{ meant: Found[]; rest: string }> {
  const waiting = await waitingFor(turn, '')
  const [, first = '', rest = ''] = /^([^\s,:;]*)[\s,:;]*(.*)$/s.exec(words) ?? []
  const place = readPlace(first)
  if (place !== null) {
    // A place counts only in a list that was shown, or where there is but one: deciding on the wrong one is no small slip.
    const shown = shownAt(turn, place)
    const meant = waiting.filter(one => one.record === shown)
    return { meant: meant.length > 0 ? meant : waiting, rest }
  }
  const number = readNumber(first)
  if (number) return { meant: await waitingFor(turn, number), rest }
  const named = first ? waiting.filter(one => one.title.includes(first)) : []
  return named.length > 0 ? { meant: named, rest } : { meant: waiting, rest: words }
}

async function decide(turn: Turn, decision: Decision, words: string): Promise<void> {
  const { meant, rest } = await pick(turn, words)
  if (meant.length === 0) {
    const key = readNumber(words.split(' ')[0] ?? '') ? 'bot.approvals.unknown' : 'bot.approvals.none'
    return reply(turn, turn.t(key, { words: echo(words) }))
  }
  const choices = meant.map(found => choiceOf(decision, found, rest))
  if (choices.length === 1) return pursue(turn, choices[0]!)
  const head = turn.t(decision === 'agree' ? 'bot.approvals.chooseAgree' : 'bot.approvals.chooseReject')
  await offer(turn, `${head}\n${numbered(meant)}`, choices)
}

/** "同意", "同意 HT-…", "同意 1 价格可以": agrees to the one that is meant, or asks which. */
export const agree = (turn: Turn, words: string) => decide(turn, 'agree', words)

/** "驳回 HT-… 价格太低": rejects; without a reason it asks for one. */
export const reject = (turn: Turn, words: string) => decide(turn, 'reject', words)
