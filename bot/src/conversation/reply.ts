import type { Found } from '@gonghai/shared/ports/crm'
import type { TextMessage } from '@gonghai/shared/ports/messages'
import { cutCharacters, plainLine } from '../platforms/cut-text'
import type { Turn } from './deps'

/** The smallest platform takes about 680 Chinese characters; links and margins come on top. */
const longestText = 560
const longestLine = 60
const longestEcho = 20

/** Answers the person, one-to-one, once per event, however often the event is worked on. */
export function reply(turn: Turn, text: string, links: TextMessage['links'] = []): Promise<void> {
  const message = { text: cutCharacters(text, longestText), ...(links.length > 0 ? { links } : {}) }
  return turn.crm.reply(turn.event.from, message, `answer:${turn.id}`)
}

/** What somebody typed, fit to be repeated to them. */
export function echo(words: string): string {
  return cutCharacters(plainLine(words), longestEcho)
}

/** A record as one line: number, name, the facts that matter. */
export function foundLine(found: Found): string {
  const name = [found.number, found.title].filter(Boolean).join(' ')
  return cutCharacters([name, found.line].filter(Boolean).join(' · '), longestLine)
}

/** Records as a numbered list, counted from `first`. */
export function numbered(found: readonly Found[], first = 1): string {
  return found.map((one, at) => `${first + at}. ${foundLine(one)}`).join('\n')
}

/** Records as a list from which no number can be chosen. */
export function bulleted(found: readonly Found[]): string {
  return found.map(one => `· ${foundLine(one)}`).join('\n')
}

/** A link to each record, named as in the list. */
export function linksTo(found: readonly Found[]): NonNullable<TextMessage['links']> {
  return found.map(one => ({ text: cutCharacters(one.title, longestLine), url: one.url }))
}
