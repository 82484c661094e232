import { type PropsWithChildren, useEffect } from 'react'
import { firstLocale, setLocale, wordsReady } from './lib/i18n'
import './ui/theme.scss'
import './ui/base.scss'
import './ui/ui.scss'

export default function App({ children }: PropsWithChildren) {
  useEffect(() => {
    // Words that can't be fetched leave the default language.
    void setLocale(firstLocale())
      .catch(() => undefined)
      .then(() => wordsReady.set(true))
  }, [])
  return children
}
