import type { RecordView } from '@gonghai/shared/client/api'
import { type ComponentType, lazy, Suspense } from 'react'
import { WithWords } from '../areas/settings/setting-frame'
import type { ObjectMeta } from '../lib/meta'
import { Skeleton } from '../ui/skeleton'

interface ExtraTab {
  key: string
  /** Words of its tab, in the app's first words. */
  text: string
  fits: (meta: ObjectMeta) => boolean
  view: ComponentType<{ record: RecordView }>
}

const withRelations = new Set(['contact', 'customer'])
/** Requests and orders have a team too, but it follows from who works on them. */
const withTeam = new Set(['lead', 'customer', 'contact', 'contract'])

/** Tabs of a record's page that are fetched when they are looked at. */
export const extraTabs: readonly ExtraTab[] = [
  {
    key: 'relations',
    text: 'ui.record.relations',
    fits: meta => withRelations.has(meta.name),
    view: lazy(() => import('../areas/relations/relations-view')),
  },
  {
    key: 'team',
    text: 'ui.record.team',
    fits: meta => Boolean(meta.can.team) && withTeam.has(meta.name),
    view: lazy(() => import('../areas/relations/team-view')),
  },
  {
    key: 'collisions',
    text: 'ui.collisions',
    fits: meta => Object.values(meta.fields).some(field => field.match),
    view: lazy(() => import('../areas/duplicates/collisions-tab')),
  },
]

/** The content of one of them. */
export function ExtraTabView({ tab, record }: { tab: string; record: RecordView }) {
  const found = extraTabs.find(one => one.key === tab)
  if (!found) return null
  const View = found.view
  return (
    <Suspense fallback={<Skeleton rows={3} />}>
      <WithWords>
        <View record={record} />
      </WithWords>
    </Suspense>
  )
}
