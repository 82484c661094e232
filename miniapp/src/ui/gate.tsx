import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useCell } from '../lib/cell'
import { wordsReady } from '../lib/i18n'
import { queries } from '../lib/query'
import { session } from '../lib/session'
import { toSignIn } from '../lib/to-sign-in'
import { Toaster } from './toast'

/** Around every page: whoever has no session goes to the sign-in first and comes back here. */
export function Gate({ children }: { children: ReactNode }) {
  const token = useCell(session)
  const ready = useCell(wordsReady)
  useEffect(() => {
    if (!token) toSignIn()
  }, [token])
  if (!token || !ready) return null
  return (
    <QueryClientProvider client={queries}>
      {children}
      <Toaster />
    </QueryClientProvider>
  )
}
