import type { RecordView } from '@gonghai/shared/client/api'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useObject } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { momentText, pressure } from '../../lib/time'
import { useStart } from '../../records/use-actions'
import { actionLabel, optionLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { StateList } from './state-list'

const tabs = {
  received: ['received'],
  dispatched: ['dispatched', 'accepted'],
  working: ['onTheWay', 'working'],
  done: ['done', 'withdrawn'],
} as const

/** The desk's requests: what waits for an engineer is given out from here. */
export function RequestsView() {
  const start = useStart()
  const { open } = useNavigation()
  const meta = useObject('serviceRequest')
  const dispatch = (record: RecordView) =>
    record.allowed.includes('request.dispatch') ? (
      <Button small look="primary" onPress={() => start({ name: 'request.dispatch' }, record)}>
        {actionLabel('request.dispatch')}
      </Button>
    ) : undefined
  return (
    <Box className="list">
      <StateList
        object="serviceRequest"
        tabs={tabs}
        scope="all"
        extra={dispatch}
        below={record => <Presses record={record} />}
      />
      {meta?.verbs.includes('create') && (
        <Press
          className="new-button"
          label={actionLabel('serviceRequest.create')}
          onPress={() => open({ page: 'form', object: 'serviceRequest' })}
        >
          <Icon name="plus" size={26} />
        </Press>
      )}
    </Box>
  )
}

/** Why this one first: urgent, urged, or wanted soon. */
function Presses({ record: { values, references } }: { record: RecordView }) {
  const t = useT()
  if (values.state === 'done' || values.state === 'withdrawn') return null
  const urges = Number(values.urges ?? 0)
  const wanted = typeof values.wantedAt === 'string' ? values.wantedAt : undefined
  const owner = references.owner && !Array.isArray(references.owner) ? references.owner.name : undefined
  const chips = [
    values.priority === 'urgent' && (
      <Chip key="urgent" tone="danger">
        {optionLabel('serviceRequest', 'priority', 'urgent')}
      </Chip>
    ),
    urges > 0 && (
      <Chip key="urged" tone="warning">
        {t('ui.service.urged', { count: urges })}
      </Chip>
    ),
    wanted && (
      <Chip key="wanted" tone={pressure(wanted) === 'late' ? 'danger' : 'plain'}>
        {t('ui.portal.request.wanted', { time: momentText(wanted) })}
      </Chip>
    ),
    owner && <Chip key="owner">{owner}</Chip>,
  ].filter(Boolean)
  return chips.length ? <Box className="service-chips">{chips}</Box> : null
}
