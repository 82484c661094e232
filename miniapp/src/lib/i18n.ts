import type { Locale } from '@gonghai/shared/i18n/locale'
import { isLocale } from '@gonghai/shared/i18n/locale'
import i18next from 'i18next'
import { words as chinese } from '../words/zh-CN'
import { cell, useCell } from './cell'
import { readStored, store } from './storage'

/** Looks up a key and fills in `{{name}}`; `count` chooses the plural. */
export type Translate = (key: string, params?: Record<string, string | number>) => string

const instance = i18next.createInstance()
// Everything needed is bundled: init is done when it returns.
void instance.init({
  lng: 'zh-CN',
  fallbackLng: 'zh-CN',
  initAsync: false,
  showSupportNotice: false,
  interpolation: { escapeValue: false },
  resources: { 'zh-CN': { translation: chinese } },
})

const loaders: Record<Exclude<Locale, 'zh-CN'>, () => Promise<{ words: object }>> = {
  'zh-TW': () => import(/* webpackChunkName: "words-zh-TW" */ '../words/zh-TW'),
  en: () => import(/* webpackChunkName: "words-en" */ '../words/en'),
}

const current = cell<Locale>('zh-CN')

/** Are the words of the first language there? Pages wait for it, so that nobody sees another language flash by. */
export const wordsReady = cell(false)

/** Translates into the current language; unknown keys come back as they are. */
export const t: Translate = (key, params) => instance.t(key, params ?? {})

/** Is there a text for this key? */
export const hasText = (key: string): boolean => instance.exists(key)

/** Adds the words of pages that are fetched on demand, for a language whose own words are there. */
export function addWords(to: Locale, words: object): void {
  instance.addResourceBundle(to, 'translation', words, true, true)
}

/** The language in use. */
export const locale = (): Locale => current.get()

/** The translator, and a new drawing when the language changes. */
export function useT(): Translate {
  useCell(current)
  return t
}

/** Changes the language, loading its words where needed, and remembers it on this device. */
export async function setLocale(next: Locale): Promise<void> {
  if (next !== 'zh-CN' && !instance.hasResourceBundle(next, 'translation')) {
    instance.addResourceBundle(next, 'translation', (await loaders[next]()).words)
  }
  await instance.changeLanguage(next)
  store('locale', next)
  if (process.env.TARO_ENV === 'h5') document.documentElement.lang = next
  current.set(next)
}

/** The language to begin with: the one chosen here before, else the host's. */
export function firstLocale(): Locale {
  const kept = readStored<string>('locale')
  if (isLocale(kept)) return kept
  const spoken = process.env.TARO_ENV === 'h5' ? navigator.language.toLowerCase() : 'zh'
  if (/^zh-(tw|hk|mo|hant)/.test(spoken)) return 'zh-TW'
  return spoken.startsWith('zh') ? 'zh-CN' : 'en'
}
