import type { AccessCatalogue, RoleAnswer } from '@gonghai/shared/client/access-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { SettingHistory } from '../settings/setting-history'
import { accessCalls } from './calls'
import { draftOf, inputOf, type RoleDraft } from './role-draft'
import { EffectSheet } from './role-effect'
import { RoleMasks } from './role-masks'
import { RolePeople } from './role-people'
import { RolePermissions } from './role-permissions'
import { RoleScopes } from './role-scopes'
import { NewRole } from './roles-page'
import './access.scss'

/** One role: what it permits, whose records it reaches, which fields it masks, who has it, how it changed. */
export function RolePage({ id }: { id: string }) {
  const t = useT()
  const role = useQuery({ queryKey: ['role', id], queryFn: () => accessCalls.role(id) })
  const catalogue = useQuery({ queryKey: ['access-catalogue'], queryFn: accessCalls.catalogue })
  const error = role.error ?? catalogue.error
  const again = () => void Promise.all([role.refetch(), catalogue.refetch()])
  return (
    <Page title={role.data ? role.data.title : t('settings.section.roles.label')}>
      {error && <Failure error={error} retry={again} />}
      {!error && !(role.data && catalogue.data) && <Skeleton />}
      {role.data && catalogue.data && (
        <Editor key={role.data.version} role={role.data} catalogue={catalogue.data} />
      )}
    </Page>
  )
}

const tabs = ['permissions', 'scopes', 'masks', 'people', 'history'] as const

function Editor({ role, catalogue }: { role: RoleAnswer; catalogue: AccessCatalogue }) {
  const t = useT()
  const { data: meta } = useMeta()
  const [tab, setTab] = useState<string>('permissions')
  const [first] = useState(() => draftOf(role))
  const [draft, setDraft] = useState<RoleDraft>(first)
  const part = { draft, catalogue, editable: role.editable, onChange: setDraft }
  const editing = tab === 'permissions' || tab === 'scopes' || tab === 'masks'
  const historic = meta?.may.includes('role.configure')
  return (
    <>
      <Tabs
        tabs={tabs
          .filter(key => key !== 'history' || historic)
          .map(key => ({
            key,
            text: t(`access.role.tab.${key}`),
            ...(key === 'people' ? { count: role.people.length } : {}),
          }))}
        current={tab}
        onChange={setTab}
      />
      <Scroll className="access-page">
        {!role.editable && (
          <Box className="access-warn">
            {t(role.builtIn ? 'access.role.protected' : 'access.role.locked')}
          </Box>
        )}
        {tab === 'permissions' && role.editable && (
          <Box className="card access-card">
            <Box className="field-label">{t('access.role.name')}</Box>
            <TextInput
              label={t('access.role.name')}
              max={40}
              value={draft.name}
              onChange={name => setDraft({ ...draft, name })}
            />
          </Box>
        )}
        {tab === 'permissions' && <RolePermissions {...part} />}
        {tab === 'scopes' && <RoleScopes {...part} />}
        {tab === 'masks' && <RoleMasks {...part} />}
        {tab === 'people' && <RolePeople role={role} />}
        {tab === 'history' && <SettingHistory subject="role" id={role.id} />}
        {tab === 'people' && <RoleMore role={role} />}
      </Scroll>
      {role.editable && editing && <SaveBar role={role} first={first} draft={draft} />}
    </>
  )
}

function SaveBar({ role, first, draft }: { role: RoleAnswer; first: RoleDraft; draft: RoleDraft }) {
  const t = useT()
  const [busy, setBusy] = useState(false)
  const [effect, setEffect] = useState(false)
  const changed = JSON.stringify(first) !== JSON.stringify(draft)
  const save = async () => {
    setBusy(true)
    await runOrSay('role.update', { role: role.id, version: role.version, ...inputOf(draft) })
    setBusy(false)
    setEffect(false)
  }
  return (
    <Box className="access-bar">
      <Button disabled={!changed} onPress={() => setEffect(true)}>
        {t('access.role.effect')}
      </Button>
      <Button look="primary" busy={busy} disabled={!changed} onPress={() => void save()}>
        {t(changed ? 'access.role.save' : 'access.role.unchanged')}
      </Button>
      {effect && (
        <EffectSheet
          id={role.id}
          draft={draft}
          busy={busy}
          onSave={() => void save()}
          onClose={() => setEffect(false)}
        />
      )}
    </Box>
  )
}

/** Copying and deleting. */
function RoleMore({ role }: { role: RoleAnswer }) {
  const t = useT()
  const { back } = useNavigation()
  const { data: meta } = useMeta()
  const [copying, setCopying] = useState(false)
  if (!meta?.may.includes('role.configure')) return null
  const remove = async () => {
    if (await runOrSay('role.remove', { role: role.id })) back()
  }
  return (
    <Box className="access-chips">
      <Button small onPress={() => setCopying(true)}>
        {t('access.role.copy')}
      </Button>
      {role.editable && (
        <Button small look="danger" onPress={() => void remove()}>
          {t('access.role.remove')}
        </Button>
      )}
      {copying && <NewRole roles={[role]} from={role.id} onClose={() => setCopying(false)} />}
    </Box>
  )
}
