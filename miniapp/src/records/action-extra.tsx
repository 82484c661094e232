import type { Value } from '@gonghai/shared/client/api'
import { type ComponentType, lazy, Suspense } from 'react'
import { useSettingWords } from '../areas/settings/setting-words'
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
  return Extra ? <Fetched Extra={Extra} {...props} /> : null
}

function Fetched({ Extra, ...props }: ExtraProps & { Extra: ComponentType<ExtraProps> }) {
  if (!useSettingWords()) return <Skeleton rows={2} />
  return (
    <Suspense fallback={<Skeleton rows={2} />}>
      <Extra {...props} />
    </Suspense>
  )
}
