import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useCell } from '../../lib/cell'
import { wordsReady } from '../../lib/i18n'
import { queries } from '../../lib/query'
import { customer } from '../../lib/session'
import { Toaster } from '../../ui/toast'
import { toPortalSignIn } from './go'
import '../../records/fields/fields.scss'
import './portal.scss'

/** Around every page of the customers' door; an employee's session opens nothing here. */
export function PortalGate({ children }: { children: ReactNode }) {
  const token = useCell(customer.held)
  const ready = useCell(wordsReady)
  useEffect(() => {
    if (!token) toPortalSignIn()
  }, [token])
  if (!token || !ready) return null
  return (
    <QueryClientProvider client={queries}>
      {children}
      <Toaster />
    </QueryClientProvider>
  )
}
