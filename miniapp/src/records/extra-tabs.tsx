import type { RecordView } from '@gonghai/shared/client/api'
import { type ComponentType, lazy, Suspense } from 'react'
import { useSettingWords } from '../areas/settings/setting-words'
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
  return found ? <Fetched View={found.view} record={record} /> : null
}

function Fetched({ View, record }: { View: ExtraTab['view']; record: RecordView }) {
  if (!useSettingWords()) return <Skeleton rows={3} />
  return (
    <Suspense fallback={<Skeleton rows={3} />}>
      <View record={record} />
    </Suspense>
  )
}
