/// <reference lib="dom" />
import { sandbox as english } from '@gonghai/shared/i18n/en/sandbox'
import { sandbox as simplified } from '@gonghai/shared/i18n/zh-CN/sandbox'
import { sandbox as traditional } from '@gonghai/shared/i18n/zh-TW/sandbox'
import { languageKey } from './language-key'

/** Languages of the page with their short names. */
export const languages = [
  ['zh-CN', '简体'],
  ['zh-TW', '繁體'],
  ['en', 'English'],
] as const

export type Language = (typeof languages)[number][0]

const dictionaries: Record<Language, unknown> = {
  'zh-CN': simplified.sandbox,
  'zh-TW': traditional.sandbox,
  en: english.sandbox,
}

const isLanguage = (value: string | null): value is Language => languages.some(([name]) => name === value)

function preferred(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(languageKey)
  if (isLanguage(asked)) return asked
  const own = navigator.languages.find(name => /^(zh|en)/i.test(name)) ?? 'zh-CN'
  if (/^en/i.test(own)) return 'en'
  return /^zh-(tw|hk|hant)/i.test(own) ? 'zh-TW' : 'zh-CN'
}

/** The page's language; kept, so that the phones' web views speak it too. */
export const language: Language = preferred()
localStorage.setItem(languageKey, language)

/** Keeps another language and opens the page anew. */
export function chooseLanguage(next: string): void {
  if (!isLanguage(next)) return
  localStorage.setItem(languageKey, next)
  const url = new URL(location.href)
  url.searchParams.delete('lang')
  location.replace(url)
}

function find(key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (part, name) =>
        typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[name] : undefined,
      dictionaries[language],
    )
}

/** The words of a key below `sandbox.`, with `{{name}}` filled in; the key itself where there are none. */
export function say(key: string, params: Record<string, string | number> = {}): string {
  const found = find(key)
  if (typeof found !== 'string') return key
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => `${params[name] ?? ''}`)
}

/** The words of every entry of a group, in order. */
export function sayAll(key: string): string[] {
  const found = find(key)
  return typeof found === 'object' && found !== null ? Object.values(found).map(value => `${value}`) : []
}
