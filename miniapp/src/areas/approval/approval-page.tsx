import type { ApprovalView } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { splitInput } from '../../records/action-input'
import { asking } from '../../records/asking'
import { Fact } from '../../records/facts'
import { actionLabel, objectLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip, toneOf } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Path } from './path'
import '../../records/record.scss'
import './approval.scss'

/** One matter in approval: its facts, its path drawn, and the decision at the lower edge. */
export function ApprovalPage({ id }: { id: string }) {
  const t = useT()
  const { open } = useNavigation()
  const { data, error, refetch } = useQuery({ queryKey: ['approval', id], queryFn: () => api.approval(id) })
  return (
    <Page title={t('ui.approval.title')}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <Box className="record-loading">
          <Skeleton rows={4} />
        </Box>
      )}
      {data && (
        <>
          <Scroll className="record-scroll" onRefresh={() => refetch()}>
            <Box className="head">
              <Box className="head-title">{data.title}</Box>
              <Box className="head-line">
                <Chip tone={toneOf(data.state)}>{t(`ui.approval.state.${data.state}`)}</Chip>
                <Box>
                  {[
                    data.flow,
                    t('ui.approval.by', { name: data.applicant.name }),
                    momentText(data.createdAt),
                  ].join(t('ui.dot'))}
                </Box>
              </Box>
            </Box>
            <Box className="record-body">
              <Box className="card facts">
                {data.facts.map(fact => (
                  <Fact key={fact.label} label={fact.label} text={fact.value} />
                ))}
                <Press
                  className="approval-record"
                  onPress={() => open({ page: 'record', object: data.object, id: data.recordId })}
                >
                  {t('ui.approval.openRecord', {
                    object: objectLabel(data.object),
                    number: data.number ?? '',
                  })}
                  <Icon name="forward" size={16} />
                </Press>
              </Box>
              <Box className="section-title">{t('ui.approval.path')}</Box>
              <Path approval={data} />
            </Box>
          </Scroll>
          <Decision approval={data} />
        </>
      )}
    </Page>
  )
}

const looks: Record<string, 'primary' | 'plain'> = { 'approval.agree': 'primary' }

/** The decisions this reader may take now; each asks for its comment or reason first. */
function Decision({ approval }: { approval: ApprovalView }) {
  const { data: meta } = useMeta()
  const order = ['approval.withdraw', 'approval.reject', 'approval.agree']
  const names = order.filter(name => approval.allowed.includes(name))
  // Without the declarations nobody knows what a decision has to ask.
  if (!names.length || !meta) return null
  const start = (name: string) => {
    const subject = {
      object: approval.object,
      id: approval.recordId,
      version: 0,
      approval: { id: approval.id },
    }
    const { known, asked } = splitInput(meta.actions[name]?.input ?? {}, subject)
    asking.set({ action: name, title: approval.title, known, asked })
  }
  return (
    <Box className="decision">
      {names.map(name => (
        <Button key={name} look={looks[name] ?? 'plain'} wide onPress={() => start(name)}>
          {actionLabel(name)}
        </Button>
      ))}
    </Box>
  )
}
