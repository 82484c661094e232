/// <reference lib="dom" />
import { el } from './dom'
import { chooseLanguage, language, languages, say } from './words'

/** Chooses the language of the page and of the phones' web views. */
export function languageSelect(): HTMLSelectElement {
  const select = el(
    'select',
    { class: 'language', 'aria-label': say('language'), onchange: () => chooseLanguage(select.value) },
    ...languages.map(([value, words]) => el('option', { value, selected: value === language }, words)),
  )
  return select
}
