import type { Reference, Value } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Sheet } from '../../ui/sheet'
import { Options } from './addition-sheet'
import { accessCalls } from './calls'

/** Whom a role is about to be given. */
export interface Giving {
  employee: Reference
  role: Reference
}

const everywhere = ''

/** Gives a role; where the company has several organisations it asks first for which of them (SET-1). */
export function useGiving(may: boolean): { give: (giving: Giving) => void; sheet: React.ReactNode } {
  const [asked, setAsked] = useState<Giving>()
  const { data } = useQuery({ queryKey: ['access-places'], queryFn: accessCalls.places, enabled: may })
  const organisations = data?.organisations ?? []
  const give = (giving: Giving) => {
    if (organisations.length > 1) setAsked(giving)
    else void runOrSay('role.grant', { employee: giving.employee.id, role: giving.role.id })
  }
  const sheet = asked && (
    <GrantSheet {...asked} organisations={organisations} onClose={() => setAsked(undefined)} />
  )
  return { give, sheet }
}

function GrantSheet({
  employee,
  role,
  organisations,
  onClose,
}: Giving & { organisations: readonly Reference[]; onClose: () => void }) {
  const t = useT()
  const [organisation, setOrganisation] = useState(everywhere)
  const save = async () => {
    const input: Record<string, Value> = { employee: employee.id, role: role.id }
    if (organisation !== everywhere) input.organisation = organisation
    if (await runOrSay('role.grant', input)) onClose()
  }
  const foot = (
    <Button look="primary" onPress={() => void save()}>
      {t('action.role.grant.label')}
    </Button>
  )
  return (
    <Sheet
      title={t('access.role.giveTo', { role: role.name, name: employee.name })}
      onClose={onClose}
      foot={foot}
    >
      <Options
        title={t('access.role.where')}
        options={[
          { key: everywhere, text: t('access.role.everywhere') },
          ...organisations.map(({ id, name }) => ({
            key: id,
            text: t('access.role.onlyIn', { organisation: name }),
          })),
        ]}
        chosen={organisation}
        onChoose={setOrganisation}
      />
      <Box className="access-soft">{t('access.role.whereHint')}</Box>
    </Sheet>
  )
}
