import type { RecordView } from '@gonghai/shared/client/api'
import type { TeamAnswer } from '@gonghai/shared/client/relation-api'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { relationApi } from '../../lib/relation-api'
import { momentText } from '../../lib/time'
import { asking } from '../../records/asking'
import { runOrSay } from '../../records/run-action'
import { actionLabel } from '../../records/words'
import { Avatar } from '../../ui/avatar'
import { Button, IconButton } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import './relations.scss'

/** Who owns a record and who else works on it; people join, change and leave here (CUST-9). */
export default function TeamView({ record }: { record: RecordView }) {
  const t = useT()
  const { data: meta } = useMeta()
  const found = useQuery({
    queryKey: ['team', record.object, record.id],
    queryFn: () => relationApi.team(record.object, record.id),
  })
  if (found.isError && !found.data) return <Failure error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Skeleton rows={3} />
  const { owner, members, may } = found.data
  const known = { record: `${record.object}:${record.id}` }
  const share = meta?.actions[`${record.object}.share`]
  const add = () => {
    if (!share) return
    const { record: _record, ...asked } = share.input
    asking.set({ action: `${record.object}.share`, title: record.title, known, asked })
  }
  return (
    <>
      <Box className="card people">
        {owner ? (
          <Colleague person={owner} chip={t('relation.team.owner')} />
        ) : (
          <Box className="person-line">{t('relation.team.noOwner')}</Box>
        )}
        {members.map(member => (
          <Member key={member.id} member={member} record={record} may={may} />
        ))}
      </Box>
      {members.length === 0 && (
        <Empty
          icon="person"
          title={t('relation.team.none')}
          text={may ? t('relation.team.noneText') : undefined}
          step={may && share ? { text: actionLabel(`${record.object}.share`), run: add } : undefined}
        />
      )}
      {members.length > 0 && may && share && (
        <Button look="tint" icon="plus" wide onPress={add}>
          {t('relation.team.add')}
        </Button>
      )}
    </>
  )
}

type MemberOf = TeamAnswer['members'][number]

function Member({ member, record, may }: { member: MemberOf; record: RecordView; may: boolean }) {
  const t = useT()
  const known = { record: `${record.object}:${record.id}`, people: [member.id] }
  const other = member.access === 'read' ? 'edit' : 'read'
  const change = () => void runOrSay(`${record.object}.share`, { ...known, access: other })
  const remove = () => void runOrSay(`${record.object}.unshare`, known)
  const until = member.until && t('relation.team.until', { time: momentText(member.until) })
  const notes = [until, member.active ? '' : t('relation.team.left')].filter(Boolean).join(t('ui.dot'))
  return (
    <Colleague person={member} notes={notes}>
      {may ? (
        <>
          <Button small onPress={change}>
            {t(`relation.team.${member.access}`)}
          </Button>
          <IconButton icon="close" label={`${t('relation.team.remove')} ${member.name}`} onPress={remove} />
        </>
      ) : (
        <Chip>{t(`relation.team.${member.access}`)}</Chip>
      )}
    </Colleague>
  )
}

interface ColleagueProps {
  person: { name: string; title: string | null; department: string }
  chip?: string
  notes?: string
  children?: ReactNode
}

function Colleague({ person, chip, notes, children }: ColleagueProps) {
  const t = useT()
  return (
    <Box className="person-row">
      <Avatar name={person.name} size={36} />
      <Box className="person-main">
        <Box className="person-name">{person.name}</Box>
        <Box className="person-line">
          {[person.title, person.department, notes].filter(Boolean).join(t('ui.dot'))}
        </Box>
      </Box>
      {chip && <Chip tone="accent">{chip}</Chip>}
      {children && <Box className="person-side">{children}</Box>}
    </Box>
  )
}
