import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useCell } from '../lib/cell'
import { queries } from '../lib/query'
import { session } from '../lib/session'
import { toSignIn } from '../lib/to-sign-in'
import { Toaster } from './toast'

/** Around every page: whoever has no session goes to the sign-in first and comes back here. */
export function Gate({ children }: { children: ReactNode }) {
  const token = useCell(session)
  useEffect(() => {
    if (!token) toSignIn()
  }, [token])
  if (!token) return null
  return (
    <QueryClientProvider client={queries}>
      {children}
      <Toaster />
    </QueryClientProvider>
  )
}
