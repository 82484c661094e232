import type { Reference } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { PeopleSheet } from '../../records/fields/people-input'
import { PickButton } from '../../records/fields/pick-sheet'
import { runOrSay } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Sheet } from '../../ui/sheet'
import { DepartmentSheet } from './department-sheet'
import { subjectLabel } from './labels'
import { type Need, needs } from './role-draft'

const objects = ['*', 'customer', 'lead', 'contact', 'contract', 'task', 'asset', 'serviceRequest'] as const

/** Lets one employee see a colleague's or a department's records. */
export function AdditionSheet({ employee, onClose }: { employee: Reference; onClose: () => void }) {
  const t = useT()
  const [object, setObject] = useState<string>('customer')
  const [need, setNeed] = useState<Need>('view')
  const [target, setTarget] = useState<Reference & { kind: 'colleague' | 'department' }>()
  const [choosing, setChoosing] = useState<'colleague' | 'department'>()
  const save = async () => {
    if (!target) return
    const done = await runOrSay('access.add', {
      employee: employee.id,
      object,
      need,
      [target.kind]: target.id,
    })
    if (done) onClose()
  }
  const pick = (kind: 'colleague' | 'department') => (row: Reference) => {
    setTarget({ ...row, kind })
    setChoosing(undefined)
  }
  const foot = (
    <Button look="primary" disabled={!target} onPress={() => void save()}>
      {t('access.person.addAddition')}
    </Button>
  )
  return (
    <Sheet title={t('access.person.additions')} onClose={onClose} foot={foot}>
      {(['colleague', 'department'] as const).map(kind => (
        <Box key={kind} className="field">
          <PickButton
            label={t(kind === 'colleague' ? 'access.role.addEmployee' : 'access.role.addDepartment')}
            text={
              target?.kind === kind
                ? target.name
                : t(kind === 'colleague' ? 'access.role.addEmployee' : 'access.role.addDepartment')
            }
            onPress={() => setChoosing(kind)}
          />
        </Box>
      ))}
      <Options
        title={t('access.person.ofObject')}
        options={objects.map(key => ({ key, text: subjectLabel(key) }))}
        chosen={object}
        onChoose={setObject}
      />
      <Options
        title={t('access.person.howFar')}
        options={needs.map(key => ({ key, text: t(`access.need.${key}`) }))}
        chosen={need}
        onChoose={key => setNeed(key as Need)}
      />
      {choosing === 'colleague' && (
        <PeopleSheet
          title={t('access.role.addEmployee')}
          chosen={[]}
          onToggle={pick('colleague')}
          onClose={() => setChoosing(undefined)}
        />
      )}
      {choosing === 'department' && (
        <DepartmentSheet onPick={pick('department')} onClose={() => setChoosing(undefined)} />
      )}
    </Sheet>
  )
}

interface OptionsProps {
  title: string
  options: readonly { key: string; text: string }[]
  chosen: string
  onChoose: (key: string) => void
}

/** One of a few, as chips. */
export function Options({ title, options, chosen, onChoose }: OptionsProps) {
  return (
    <Box className="field">
      <Box className="field-label">{title}</Box>
      <Box className="options" role="radiogroup" label={title}>
        {options.map(({ key, text }) => (
          <Press
            key={key}
            role="radio"
            className={`option ${chosen === key ? 'option-on' : ''}`}
            pressed={chosen === key}
            onPress={() => onChoose(key)}
          >
            {text}
          </Press>
        ))}
      </Box>
    </Box>
  )
}
