import { useQuery } from '@tanstack/react-query'
import { Box } from '../kit/box'
import { api } from '../lib/api'
import { useT } from '../lib/i18n'
import { useMeta } from '../lib/meta'
import { Failure } from '../ui/empty'
import { Page } from '../ui/page'
import { Skeleton } from '../ui/skeleton'
import { FormView } from './form-view'
import { actionLabel, objectLabel } from './words'

interface FormPageProps {
  object: string
  id?: string
  prefill?: string
}

/** A new record, or the change of one. */
export function FormPage({ object, id, prefill }: FormPageProps) {
  const t = useT()
  const all = useMeta()
  const meta = all.data?.objects.find(one => one.name === object)
  const found = useQuery({
    queryKey: ['record', object, id],
    queryFn: () => api.detail(object, id ?? ''),
    enabled: !!id,
    staleTime: 0,
  })
  const error = all.error ?? found.error
  const ready = meta && (!id || (found.data && !found.isStale) || (found.data && !found.isFetching))
  const title = id ? t('ui.form.edit', { object: objectLabel(object) }) : actionLabel(`${object}.create`)
  return (
    <Page title={title}>
      {error && !found.data && (
        <Failure error={error} retry={() => void Promise.all([all.refetch(), id && found.refetch()])} />
      )}
      {!error && !ready && (
        <Box className="record-loading">
          <Skeleton rows={5} />
        </Box>
      )}
      {ready && meta && (
        <FormView key={id ?? 'new'} meta={meta} record={found.data?.record} prefill={prefill} />
      )}
    </Page>
  )
}
