import type { Value } from '@gonghai/shared/client/api'
import { type ComponentType, lazy, Suspense } from 'react'
import { WithWords } from '../areas/settings/setting-frame'
import { Skeleton } from '../ui/skeleton'

/** What an action's question shows besides its fields: what it is about, and what is chosen so far. */
export interface ExtraProps {
  /** "object:id" */
  records: readonly string[]
  values: Record<string, Value>
  onChange: (values: Record<string, Value>) => void
}

const extras: Record<string, ComponentType<ExtraProps>> = {
  'customer.transfer': lazy(() => import('../areas/relations/transfer-extra')),
  'lead.convert': lazy(() => import('../areas/leads/convert-extra')),
}

/** The action's own part of its sheet; nothing for most. */
export function ActionExtra({ action, ...props }: ExtraProps & { action: string }) {
  const Extra = extras[action]
  if (!Extra) return null
  return (
    <Suspense fallback={<Skeleton rows={2} />}>
      <WithWords>
        <Extra {...props} />
      </WithWords>
    </Suspense>
  )
}
