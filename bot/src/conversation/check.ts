import type { DialogChoice, FoundCollision } from '@gonghai/shared/ports/crm'
import { cutCharacters } from '../platforms/cut-text'
import { offer } from './act'
import { isUnproven, type Turn } from './deps'
import { echo, reply } from './reply'

const mostHits = 5
const longestLine = 60

/** What may be done about what was found, as a choice of the next line. */
function choicesOf(turn: Turn, hits: readonly FoundCollision[]): { text: string; choice: DialogChoice }[] {
  return hits.flatMap(hit =>
    hit.steps.map(step => {
      const action = step === 'claim' ? 'pool.claim' : `duplicate.${step}`
      const ask = step === 'appeal' ? { ask: { field: 'reason', question: 'bot.ask.appealReason' } } : {}
      return {
        text: turn.t(`bot.check.step.${step}`, { name: hit.title, holder: hit.holder }),
        choice: { title: hit.title, call: { action, input: { record: hit.record } }, ...ask },
      }
    }),
  )
}

function lineOf(turn: Turn, hit: FoundCollision): string {
  const { degree, title, holder, state } = hit
  return `· ${cutCharacters(turn.t('bot.check.line', { degree, name: title, holder, state }), longestLine)}`
}

/** "查重 上海某某": what the company has of it, company-wide and masked, with the lawful next steps (CUST-11). */
export async function check(turn: Turn, words: string): Promise<void> {
  if (words === '') return reply(turn, turn.t('bot.check.what'))
  const { vague, hits } = await turn.crm.query.collisions(turn.person, words, mostHits)
  if (vague) return reply(turn, turn.t('bot.check.say', { words: echo(words) }))
  if (hits.length === 0) return reply(turn, turn.t('bot.check.none', { words: echo(words) }))
  const head = turn.t('bot.check.head', { count: hits.length, words: echo(words) })
  const text = [head, ...hits.map(hit => lineOf(turn, hit))]
  const links = hits.flatMap(hit =>
    hit.url ? [{ text: cutCharacters(hit.title, longestLine), url: hit.url }] : [],
  )
  const steps = isUnproven(turn) ? [] : choicesOf(turn, hits)
  if (steps.length === 0) return reply(turn, text.join('\n'), links)
  text.push(turn.t('bot.check.steps'), ...steps.map((step, at) => `${at + 1}. ${step.text}`))
  await offer(
    turn,
    text.join('\n'),
    steps.map(({ choice }) => choice),
    links,
  )
}
