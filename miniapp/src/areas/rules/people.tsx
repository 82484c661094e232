import type { RecordView } from '@gonghai/shared/client/api'
import type { SimulateAnswer } from '@gonghai/shared/client/clock-api'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { Avatar } from '../../ui/avatar'
import { SimulatedList } from './simulated-list'

interface PeopleProps {
  pool: RecordView
  answer: SimulateAnswer
  asked: string
}

/** Who would lose how many, most first; pressing one lists which and why. */
export function LosingPeople({ pool, answer: { owners, moreOwners, taken }, asked }: PeopleProps) {
  const t = useT()
  const [open, setOpen] = useState<string>()
  if (owners.length === 0) return null
  return (
    <Box>
      <Box className="settings-group">{t('poolRule.effect.people')}</Box>
      {owners.map(({ owner, taken: theirs }) => (
        <Box key={owner.id}>
          <Press
            className="effect-person"
            pressed={open === owner.id}
            onPress={() => setOpen(open === owner.id ? undefined : owner.id)}
          >
            <Avatar name={owner.name} size={28} />
            <Words className="effect-name">{owner.name}</Words>
            <Box className="effect-track">
              <Box className="effect-fill" style={{ width: `${(theirs / taken) * 100}%` }} />
            </Box>
            <Words className="effect-count">{theirs}</Words>
          </Press>
          {open === owner.id && <SimulatedList pool={pool} asked={asked} owner={owner.id} />}
        </Box>
      ))}
      {moreOwners > 0 && (
        <Box className="row-facts">{t('poolRule.effect.morePeople', { count: moreOwners })}</Box>
      )}
    </Box>
  )
}
