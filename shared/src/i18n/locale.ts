/** The languages of Gonghai; the first is the default. */
export const locales = ['zh-CN', 'zh-TW', 'en'] as const

export type Locale = (typeof locales)[number]

/** Is this word one of our locales? */
export function isLocale(word: unknown): word is Locale {
  return locales.includes(word as Locale)
}
