import type { ApprovalView } from '@gonghai/shared/client/api'
import { Box, Words } from '../../kit/box'
import { Icon, type IconName } from '../../kit/icon'
import { useT } from '../../lib/i18n'
import { momentText } from '../../lib/time'
import { Avatar } from '../../ui/avatar'

type Step = ApprovalView['steps'][number]
type Approver = Step['approvers'][number]

const icons: Record<Approver['state'], IconName | undefined> = {
  agreed: 'check',
  rejected: 'close',
  waiting: 'clock',
  skipped: undefined,
  cancelled: undefined,
}

/** The way of a matter: who applied, then step by step who decides, in which manner, and how it went. */
export function Path({ approval }: { approval: ApprovalView }) {
  const t = useT()
  return (
    <Box className="card path">
      <Box className="path-step path-done">
        <Box className="path-dot" />
        <Box className="path-main">
          <Box className="path-name">{t('ui.approval.applied')}</Box>
          <Box className="path-person">
            <Avatar name={approval.applicant.name} size={28} />
            <Words className="path-who">{approval.applicant.name}</Words>
            <Words className="path-at">{momentText(approval.createdAt)}</Words>
          </Box>
        </Box>
      </Box>
      {approval.steps.map(step => (
        <StepRow key={step.name} step={step} />
      ))}
    </Box>
  )
}

function StepRow({ step }: { step: Step }) {
  const t = useT()
  const rejected = step.approvers.some(({ state }) => state === 'rejected')
  return (
    <Box className={`path-step path-${rejected ? 'rejected' : step.state}`}>
      <Box className="path-dot" />
      <Box className="path-main">
        <Box className="path-name">
          {step.name}
          {step.approvers.length > 1 && (
            <Words className="path-mode">{t(`ui.approval.mode.${step.mode}`)}</Words>
          )}
        </Box>
        {step.approvers.map(approver => (
          <Person key={approver.person.id} approver={approver} current={step.state === 'current'} />
        ))}
      </Box>
    </Box>
  )
}

function Person({ approver, current }: { approver: Approver; current: boolean }) {
  const t = useT()
  const icon = approver.state === 'waiting' && !current ? undefined : icons[approver.state]
  const state = approver.state === 'waiting' && !current ? 'later' : approver.state
  return (
    <Box className={`path-approver path-${state}`}>
      <Box className="path-person">
        <Avatar name={approver.person.name} size={28} />
        <Words className="path-who">{approver.person.name}</Words>
        <Words className="path-state">
          {icon && <Icon name={icon} size={14} />}
          {t(`ui.approval.person.${state}`)}
        </Words>
        {approver.at && <Words className="path-at">{momentText(approver.at)}</Words>}
      </Box>
      {approver.comment && <Box className="path-comment">{approver.comment}</Box>}
    </Box>
  )
}
