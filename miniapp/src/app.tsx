import { type PropsWithChildren, useEffect, useState } from 'react'
import { firstLocale, setLocale } from './lib/i18n'
import './ui/theme.scss'
import './ui/base.scss'
import './ui/ui.scss'

export default function App({ children }: PropsWithChildren) {
  const [ready, setReady] = useState(firstLocale() === 'zh-CN')
  useEffect(() => {
    // Words that can't be fetched leave the default language.
    void setLocale(firstLocale())
      .catch(() => undefined)
      .then(() => setReady(true))
  }, [])
  return ready ? children : null
}
