import { useQuery } from '@tanstack/react-query'
import { Box, Words } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { asking } from '../../records/asking'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Chip, toneOf } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { duplicateCalls } from './calls'

/** Answers that need no more words, the fullest first. */
const grants = ['duplicate.handOver', 'duplicate.agree'] as const

/** What a colleague asks for, and the answer. */
export function RequestView({ id }: { id: string }) {
  const t = useT()
  const { open } = useNavigation()
  const found = useQuery({
    queryKey: ['duplicates', 'request', id],
    queryFn: () => duplicateCalls.request(id),
  })
  const request = found.data
  if (found.isPending) return <Skeleton rows={2} />
  if (!request) return <Failure error={found.error} retry={() => void found.refetch()} />
  const [object = '', record = ''] = request.record.split(':')
  const state = t(`duplicate.request.state.${request.handed ? 'handed' : request.state}`, {
    name: request.decidedBy ?? '',
  })
  const lines: [string, string | null][] = [
    ['duplicate.request.asker', t('duplicate.holder.owner', request.asker)],
    ['duplicate.request.reason', request.reason],
  ]
  const refuse = () =>
    asking.set({
      action: 'duplicate.refuse',
      title: request.title,
      known: { request: id },
      asked: { reason: { kind: 'text', max: 200, required: true } },
      done: () => void found.refetch(),
    })
  return (
    <Box className="card hit">
      <Box className="hit-head">
        <Box className="hit-name">
          <Box className="row-title">{request.title}</Box>
          <Box className="row-facts">{t(`duplicate.request.${request.kind}`)}</Box>
        </Box>
        <Chip tone={toneOf(request.state)}>{state}</Chip>
      </Box>
      <Box className="hit-facts">
        {lines.map(
          ([label, value]) =>
            value && (
              <Box key={label} className="hit-fact">
                <Words className="hit-label">{t(label)}</Words>
                <Words>{value}</Words>
              </Box>
            ),
        )}
      </Box>
      {request.state === 'pending' && (
        <Box className="hit-rules">{t(`duplicate.request.gives.${request.kind}`)}</Box>
      )}
      {request.decidedAt && (
        <Box className="hit-rules">
          {[momentText(request.decidedAt), request.comment].filter(Boolean).join(t('ui.dot'))}
        </Box>
      )}
      <Box className="hit-steps">
        {grants
          .filter(action => request.may.includes(action))
          .map((action, at) => (
            <Button
              key={action}
              look={at === 0 ? 'primary' : 'tint'}
              small
              onPress={() => void runOrSay(action, { request: id }).then(() => void found.refetch())}
            >
              {t(`action.${action}.label`)}
            </Button>
          ))}
        {request.may.includes('duplicate.refuse') && (
          <Button look="danger" small onPress={refuse}>
            {t('action.duplicate.refuse.label')}
          </Button>
        )}
        <Button small onPress={() => open({ page: 'record', object, id: record })}>
          {t('duplicate.step.open')}
        </Button>
      </Box>
    </Box>
  )
}
