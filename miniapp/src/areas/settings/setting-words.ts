import { type Locale, locales } from '@gonghai/shared/i18n/locale'
import { useEffect } from 'react'
import { cell, useCell } from '../../lib/cell'
import { addWords, locale, useT } from '../../lib/i18n'

/** The words of the administration are fetched with its first page, not with the app's. */
const loaders: Record<Locale, () => Promise<{ words: object }>> = {
  'zh-CN': () => import(/* webpackChunkName: "words-settings-zh-CN" */ '../../words/settings-zh-CN'),
  'zh-TW': () => import(/* webpackChunkName: "words-settings-zh-TW" */ '../../words/settings-zh-TW'),
  en: () => import(/* webpackChunkName: "words-settings-en" */ '../../words/settings-en'),
}

const ready = cell<readonly Locale[]>([])

async function fetchWords(wanted: Locale): Promise<void> {
  addWords(wanted, (await loaders[wanted]()).words)
  ready.set(locales.filter(one => one === wanted || ready.get().includes(one)))
}

/** Are the words of the administration there, in the language in use? Fetches them otherwise. */
export function useSettingWords(): boolean {
  useT()
  const wanted = locale()
  const known = useCell(ready).includes(wanted)
  useEffect(() => {
    if (!known) void fetchWords(wanted)
  }, [known, wanted])
  return known
}
