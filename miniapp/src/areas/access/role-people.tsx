import type { RoleAnswer } from '@gonghai/shared/client/access-api'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { PeopleSheet } from '../../records/fields/people-input'
import { runOrSay } from '../../records/run-action'
import { Avatar } from '../../ui/avatar'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { useGiving } from './grant-sheet'

/** Who has a role: given personally, or with a position. */
export function RolePeople({ role }: { role: RoleAnswer }) {
  const t = useT()
  const { open } = useNavigation()
  const { data: meta } = useMeta()
  const [adding, setAdding] = useState(false)
  const may = meta?.may.includes('role.grant') ?? false
  const { give, sheet } = useGiving(may)
  const revoke = (person: RoleAnswer['people'][number]) =>
    runOrSay('role.revoke', {
      employee: person.id,
      role: role.id,
      ...(person.organisation ? { organisation: person.organisation.id } : {}),
    })
  return (
    <>
      {role.people.length + role.positions.length === 0 && (
        <Empty icon="person" title={t('access.role.nobody')} />
      )}
      {role.people.length > 0 && (
        <Box className="card access-card">
          {role.people.map(person => (
            <Box key={`${person.id}${person.organisation?.id ?? ''}`} className="access-line">
              <Avatar name={person.name} size={32} />
              <Press
                className="access-grow access-plain"
                onPress={() => open({ page: 'settings/person-access', id: person.id })}
              >
                {[
                  person.name,
                  person.department,
                  person.organisation && t('access.role.onlyIn', { organisation: person.organisation.name }),
                ]
                  .filter(Boolean)
                  .join(t('ui.dot'))}
              </Press>
              {may && (
                <Button
                  small
                  look="text"
                  label={`${t('action.role.revoke.label')} ${person.name}`}
                  onPress={() => void revoke(person)}
                >
                  {t('action.role.revoke.label')}
                </Button>
              )}
            </Box>
          ))}
        </Box>
      )}
      {role.positions.map(position => (
        <Box key={position.id} className="access-note">
          {t('access.person.fromPosition', { position: position.name })}
        </Box>
      ))}
      {may && (
        <Button look="tint" icon="plus" onPress={() => setAdding(true)}>
          {t('access.role.addPerson')}
        </Button>
      )}
      {adding && (
        <PeopleSheet
          title={t('access.role.addPerson')}
          chosen={role.people.map(({ id }) => id)}
          onToggle={row => {
            setAdding(false)
            give({ employee: row, role: { id: role.id, name: role.title } })
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {sheet}
    </>
  )
}
