import { readRating } from './read-line'
import { type Answer, type CustomerTurn, perform, words } from './turn'

const longestWords = 500

/** "评价": what is to be rated, and how. */
export async function askRating(turn: CustomerTurn): Promise<Answer> {
  const survey = await turn.desk.survey(turn.customer)
  if (!survey) return words(turn.t('portal.chat.rateNone'))
  const { number, title } = survey.request
  const text = turn.t('portal.chat.rateHow', { number, title })
  return words(text, [{ text: turn.t('portal.link.rate'), url: survey.url }])
}

/** Digits 1 to 5, with or without words, while a rating is asked for (PORTAL-4). @returns undefined for anything else */
export async function answerRating(turn: CustomerTurn, line: string): Promise<Answer | undefined> {
  const rating = readRating(line)
  if (!rating) return undefined
  const survey = await turn.desk.survey(turn.customer)
  if (!survey) return rating.bare ? undefined : words(turn.t('portal.chat.rateNone'))
  const { stars } = rating
  const said = rating.words.slice(0, longestWords)
  const input = { survey: survey.id, stars, ...(said ? { words: said } : {}) }
  const outcome = await perform(turn, { action: 'survey.answer', input })
  if (!outcome.ok) return words(outcome.message)
  const key = stars <= 2 ? 'portal.chat.ratedLow' : 'portal.chat.rated'
  return words(turn.t(key, { stars, number: survey.request.number }))
}
