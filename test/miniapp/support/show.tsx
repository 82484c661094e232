import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { claims } from '../../../miniapp/src/areas/pool/claims'
import { setLocale, wordsReady } from '../../../miniapp/src/lib/i18n'
import { homeTab, pane } from '../../../miniapp/src/lib/navigate'
import { queries } from '../../../miniapp/src/lib/query'
import { keepSession } from '../../../miniapp/src/lib/session'
import { ActionSheet } from '../../../miniapp/src/records/action-sheet'
import { asking } from '../../../miniapp/src/records/asking'
import { Gate } from '../../../miniapp/src/ui/gate'

/** Forgets what a test before this one left in memory. */
export async function fresh(): Promise<void> {
  queries.clear()
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } })
  claims.set({})
  asking.set(undefined)
  pane.set([])
  homeTab.set('today')
  await setLocale('zh-CN')
  wordsReady.set(true)
}

/** Shows a page to a reader who is signed in. */
export async function show(page: ReactNode) {
  await fresh()
  keepSession({ token: 'token-1', expiresAt: '2099-01-01T00:00:00.000Z' })
  return render(
    <Gate>
      {page}
      <ActionSheet />
    </Gate>,
  )
}
