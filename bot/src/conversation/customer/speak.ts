import { type Locale, translator } from '@gonghai/shared/i18n'
import { help } from './look'
import type { Answer, CustomerTurn } from './turn'
import { sayHowToVerify } from './verify'

/** The name of a language, typed alone, is spoken from now on. */
export async function speak(turn: CustomerTurn, locale: Locale): Promise<Answer> {
  await turn.desk.speak(turn.customer, locale)
  const heard = { ...turn, customer: { ...turn.customer, locale }, t: translator(locale) }
  return turn.customer.verified ? help(heard, heard.t('portal.chat.language')) : sayHowToVerify(heard)
}
