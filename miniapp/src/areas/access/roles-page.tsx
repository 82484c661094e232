import type { RolesAnswer } from '@gonghai/shared/client/access-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { PickButton, PickSheet } from '../../records/fields/pick-sheet'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import { accessCalls } from './calls'
import './access.scss'

type RoleRow = RolesAnswer['roles'][number]

/** The roles of the company, with how many have them. */
export function RolesPage() {
  const t = useT()
  const { open } = useNavigation()
  const { data: meta } = useMeta()
  const found = useQuery({ queryKey: ['roles'], queryFn: accessCalls.roles })
  const [making, setMaking] = useState(false)
  const roles = found.data?.roles ?? []
  const may = meta?.may.includes('role.configure')
  const countOf = ({ people, positions }: RoleRow) =>
    [
      t('access.role.people', { count: people }),
      ...(positions > 0 ? [t('access.role.positions', { count: positions })] : []),
    ].join(t('ui.dot'))
  return (
    <Page
      title={t('settings.section.roles.label')}
      extra={
        may && (
          <Button small look="tint" icon="plus" onPress={() => setMaking(true)}>
            {t('access.role.new')}
          </Button>
        )
      }
    >
      <Scroll className="access-page" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
        {roles.length > 0 && (
          <Box className="card access-card">
            {roles.map(role => (
              <Press
                key={role.id}
                className="access-line"
                onPress={() => open({ page: 'settings/role', id: role.id })}
              >
                <Icon name={role.builtIn ? 'lock' : 'shield'} />
                <Box className="access-grow">
                  <Box className="row-title">{role.name}</Box>
                  <Box className="row-facts">{countOf(role)}</Box>
                </Box>
                <Icon name="forward" size={16} />
              </Press>
            ))}
          </Box>
        )}
      </Scroll>
      {making && <NewRole roles={roles} onClose={() => setMaking(false)} />}
    </Page>
  )
}

/** Name of a new role, and the one that it begins as. */
export function NewRole({
  roles,
  from,
  onClose,
}: {
  roles: Pick<RoleRow, 'id' | 'key' | 'name'>[]
  from?: string
  onClose: () => void
}) {
  const t = useT()
  const { open } = useNavigation()
  const [name, setName] = useState('')
  const [copyOf, setCopyOf] = useState(from)
  const [choosing, setChoosing] = useState(false)
  const [busy, setBusy] = useState(false)
  const make = async () => {
    if (!name.trim() || busy) return
    setBusy(true)
    const done = await runOrSay('role.create', { name: name.trim(), ...(copyOf ? { copyOf } : {}) })
    setBusy(false)
    if (!done) return
    onClose()
    open({ page: 'settings/role', id: String(done.result.id) })
  }
  const original = roles.find(({ id }) => id === copyOf)
  return (
    <Sheet
      title={t('access.role.new')}
      onClose={onClose}
      foot={
        <Button look="primary" busy={busy} disabled={!name.trim()} onPress={() => void make()}>
          {t('access.role.new')}
        </Button>
      }
    >
      <Box className="field">
        <Box className="field-label">{t('access.role.name')}</Box>
        <TextInput label={t('access.role.name')} max={40} value={name} onChange={setName} />
      </Box>
      <Box className="field">
        <Box className="field-label">{t('access.role.copyOf')}</Box>
        <PickButton
          label={t('access.role.copyOf')}
          text={original ? original.name : t('access.role.blank')}
          onPress={() => setChoosing(true)}
          onClear={() => setCopyOf(undefined)}
        />
      </Box>
      {choosing && (
        <PickSheet
          title={t('access.role.copyOf')}
          rows={words =>
            roles.map(role => ({ id: role.id, name: role.name })).filter(row => row.name.includes(words))
          }
          chosen={copyOf ? [copyOf] : []}
          onToggle={row => {
            setCopyOf(row.id)
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </Sheet>
  )
}
