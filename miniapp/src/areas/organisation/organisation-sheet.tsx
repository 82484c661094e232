import type { ChartAnswer } from '@gonghai/shared/client/organisation-api'
import { organisationFunctions } from '@gonghai/shared/rules/organisation'
import { useT } from '../../lib/i18n'
import { actionLabel } from '../../records/words'
import { SettingHistory } from '../settings/setting-history'
import { FormSheet } from './form-sheet'

/** A business unit's name and what it does; a new one where none is given. */
export function OrganisationSheet({
  organisation,
  onClose,
}: {
  organisation: ChartAnswer['organisations'][number] | undefined
  onClose: () => void
}) {
  const t = useT()
  const action = organisation ? 'organisation.change' : 'organisation.create'
  return (
    <FormSheet
      title={organisation?.name ?? actionLabel(action)}
      action={action}
      button={t('ui.save')}
      known={organisation ? { organisation: organisation.id } : {}}
      initial={{
        name: organisation?.name ?? '',
        functions: organisation?.functions ?? [...organisationFunctions],
      }}
      asked={[
        { as: 'text', name: 'name', label: t('organisation.chart.name'), required: true },
        {
          as: 'options',
          name: 'functions',
          label: t('organisation.chart.functions'),
          hint: t('organisation.chart.functionsHint'),
          several: true,
          rows: organisationFunctions.map(id => ({
            id,
            text: t(`organisation.function.${id}`),
            hint: t(`organisation.functionHint.${id}`),
          })),
        },
      ]}
      after={organisation && <SettingHistory subject="organisation" id={organisation.id} />}
      onClose={onClose}
    />
  )
}
