import type { RecordView } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { api } from '../lib/api'
import { useT } from '../lib/i18n'
import { momentText } from '../lib/time'
import { Empty, Failure } from '../ui/empty'
import { Skeleton } from '../ui/skeleton'
import { Timeline } from '../ui/timeline'

/** The request that a record is or belongs to. */
export function requestOf({ object, id, values }: RecordView): string | undefined {
  if (object === 'serviceRequest') return id
  return object === 'workOrder' && typeof values.request === 'string' ? values.request : undefined
}

/** What the customer sees of a request, newest first. */
export function RequestSteps({ request }: { request: string }) {
  const t = useT()
  const { data, error, refetch } = useQuery({
    queryKey: ['steps', request],
    queryFn: () => api.requestSteps(request),
  })
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton rows={3} />
  if (!data.steps.length) return <Empty icon="clock" title={t('ui.service.noSteps')} />
  const steps = [...data.steps].reverse().map(step => ({
    id: step.id,
    title: t(`ui.service.step.${step.kind}`),
    facts: [
      step.byCustomer ? t('ui.service.byCustomer') : step.who?.name,
      momentText(step.at),
      step.expectedAt && t('ui.portal.request.expected', { time: momentText(step.expectedAt) }),
      step.who?.phone,
    ],
    words: step.words,
    files: step.files,
  }))
  return <Timeline steps={steps} label={t('ui.service.progress')} />
}
