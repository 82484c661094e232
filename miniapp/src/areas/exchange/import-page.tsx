import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { everythingChanged } from '../../lib/query'
import { objectsLabel } from '../../records/words'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { WithWords } from '../settings/setting-frame'
import { ImportProgress } from './import-progress'
import { ImportStart } from './import-start'
import './exchange.scss'

interface ImportPageProps {
  object?: string
  /** An import under way. */
  id?: string
}

/** Takes a table in: template, file, what was found, the word, the result. */
export function ImportPage(props: ImportPageProps) {
  return (
    <WithWords>
      <Steps {...props} />
    </WithWords>
  )
}

function Steps({ object: first, id: given }: ImportPageProps) {
  const t = useT()
  const [id, setId] = useState(given)
  const found = useQuery({
    queryKey: ['import', id],
    queryFn: () => api.importRows(id!),
    enabled: id !== undefined,
    refetchInterval: query => {
      const stage = query.state.data?.import.stage
      return stage === 'checking' || stage === 'running' ? 1000 : false
    },
  })
  const object = found.data?.import.object ?? first ?? 'customer'
  const written = ['done', 'cancelled', 'failed'].includes(found.data?.import.stage ?? '')
  // What was written belongs into every list that was fetched before.
  useEffect(() => {
    if (written) void everythingChanged()
  }, [written])
  return (
    <Page title={t('imports.title', { objects: objectsLabel(object) })}>
      <Scroll className="exchange">
        {id === undefined && <ImportStart object={object} onStarted={setId} />}
        {id !== undefined && found.isPending && <Skeleton />}
        {id !== undefined && found.isError && !found.data && (
          <Failure error={found.error} retry={() => void found.refetch()} />
        )}
        {found.data && (
          <ImportProgress
            key={found.data.import.stage}
            view={found.data.import}
            changed={() => void found.refetch()}
            again={() => setId(undefined)}
          />
        )}
      </Scroll>
    </Page>
  )
}
