import { ScrollView } from '@tarojs/components'
import { useState } from 'react'
import type { ScrollProps } from './props'

/** A scrolling region with "near the end" and pull to refresh. */
export function Scroll({ className = '', onEnd, onRefresh, children }: ScrollProps) {
  const [busy, setBusy] = useState(false)
  const refresh = async () => {
    setBusy(true)
    await onRefresh?.().finally(() => setBusy(false))
  }
  return (
    <ScrollView
      scrollY
      className={`scroll ${className}`}
      lowerThreshold={400}
      onScrollToLower={onEnd}
      refresherEnabled={!!onRefresh}
      refresherTriggered={busy}
      onRefresherRefresh={refresh}
    >
      {children}
    </ScrollView>
  )
}
