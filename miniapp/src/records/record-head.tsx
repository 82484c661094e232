import type { RecordView } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box, Words } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { Button } from '../ui/button'
import { Chip, toneOf } from '../ui/chip'
import { Sheet } from '../ui/sheet'
import { TagChips } from '../ui/tag-chips'
import { AssetCode } from './asset-code'
import { Deadline } from './deadline'
import { dueOf } from './due'
import { marksOf } from './marks'
import { actionsOf, type RecordAction, useStart } from './use-actions'
import { valueText } from './value-text'
import { actionLabel, fieldLabel } from './words'

/** As many actions stand open; the others are behind "more". */
const open = 2

/** Those that bring the record forward stand out. */
const advancing = new Set([
  'pool.claim',
  'pool.agreeClaim',
  'customer.review',
  'customer.submitReview',
  'contract.submit',
  'task.complete',
  'request.dispatch',
  'work.accept',
  'work.setOut',
  'work.begin',
  'work.complete',
])

interface HeadProps {
  record: RecordView
  /** Something was done with the record from here. */
  onActed?: () => void
}

/** Title, state, owner, three key facts, and the main actions of a record. */
export function RecordHead({ meta, record, onActed }: HeadProps & { meta: ObjectMeta }) {
  const t = useT()
  const state = meta.state && valueText(meta, meta.state, record)
  const owner = valueText(meta, 'owner', record)
  const pool = valueText(meta, 'pool', record)
  const line = [
    record.number,
    owner && t('ui.record.ownedBy', { name: owner }),
    pool && t(owner ? 'ui.record.fromPool' : 'ui.record.inPool', { name: pool }),
  ]
  const due = dueOf(record)
  return (
    <Box className="head">
      <Box className="head-top">
        <Box className="head-title">{record.title}</Box>
        {meta.name === 'customer' && <OverviewLink id={record.id} />}
      </Box>
      <Box className="head-line">
        {state && <Chip tone={toneOf(record.values[meta.state ?? ''])}>{state}</Chip>}
        {marksOf(record).map(mark => (
          <Chip key={mark.text} tone={mark.tone}>
            {mark.text}
          </Chip>
        ))}
        {due && <Chip tone={due.tone}>{due.text}</Chip>}
        <Words className="head-words">{line.filter(Boolean).join(t('ui.dot'))}</Words>
      </Box>
      <TagChips tags={record.references.tags} />
      <Box className="head-facts">
        {meta.keyFacts.map(name => (
          <Box key={name} className="head-fact">
            <Box className="head-label">{fieldLabel(meta.name, name)}</Box>
            <Box className="head-value">{valueText(meta, name, record) || '—'}</Box>
          </Box>
        ))}
      </Box>
      {record.approval && <ApprovalStrip record={record} />}
      <Deadline record={record} />
      {meta.name === 'asset' && <AssetCode record={record} />}
      <HeadActions record={record} onActed={onActed} />
    </Box>
  )
}

/** The whole picture of a customer is one press away. */
function OverviewLink({ id }: { id: string }) {
  const t = useT()
  const { open: openPage } = useNavigation()
  return (
    <Press className="head-overview" onPress={() => openPage({ page: 'overview', id })}>
      <Icon name="eye" size={16} />
      <Words>{t('ui.record.overview')}</Words>
    </Press>
  )
}

function ApprovalStrip({ record }: { record: RecordView }) {
  const t = useT()
  const { open: openPage } = useNavigation()
  const approval = record.approval
  if (!approval) return null
  const step = approval.steps.find(one => one.state === 'current')
  const waiting = step?.approvers.filter(one => one.state === 'waiting').map(one => one.person.name)
  return (
    <Press className="head-approval" onPress={() => openPage({ page: 'approval', id: approval.id })}>
      <Icon name="approval" size={18} />
      <Words className="head-approval-words">
        {step && waiting
          ? t('ui.approval.waitsFor', { step: step.name, names: waiting.join(t('ui.listComma')) })
          : t(`ui.approval.state.${approval.state}`)}
      </Words>
      <Icon name="forward" size={16} />
    </Press>
  )
}

function HeadActions({ record, onActed }: HeadProps) {
  const t = useT()
  const start = useStart()
  const { back, open: openPage } = useNavigation()
  const [more, setMore] = useState(false)
  const actions = actionsOf(record)
  if (!actions.length) return null
  const done = (action: RecordAction) => () => {
    if (action.name === `${record.object}.remove` || action.name === 'pool.discard') back()
    else onActed?.()
  }
  const run = (action: RecordAction) => {
    setMore(false)
    start(action, record, done(action))
  }
  const look = (name: string) => (advancing.has(name) ? 'primary' : 'plain')
  const waits = record.approval?.allowed.includes('approval.agree')
  return (
    <Box className="head-actions">
      {waits && record.approval && (
        <Button
          look="primary"
          small
          onPress={() => openPage({ page: 'approval', id: record.approval?.id ?? '' })}
        >
          {t('ui.approval.decide')}
        </Button>
      )}
      {actions.slice(0, open).map(action => (
        <Button
          key={action.name}
          small
          look={waits ? 'plain' : look(action.name)}
          dimmed={!!action.blocked}
          onPress={() => run(action)}
        >
          {actionLabel(action.name)}
        </Button>
      ))}
      {actions.length > open && (
        <Press className="icon-button" label={t('ui.more')} onPress={() => setMore(true)}>
          <Icon name="more" />
        </Press>
      )}
      {more && (
        <Sheet title={t('ui.more')} onClose={() => setMore(false)}>
          {actions.slice(open).map(action => (
            <Press key={action.name} className="pick-row" onPress={() => run(action)}>
              <Box className={`pick-main ${action.blocked ? 'pick-off' : ''}`}>
                <Box className={action.name === `${record.object}.remove` ? 'words-danger' : ''}>
                  {actionLabel(action.name)}
                </Box>
                {action.blocked && <Box className="pick-line">{action.blocked}</Box>}
              </Box>
            </Press>
          ))}
        </Sheet>
      )}
    </Box>
  )
}
