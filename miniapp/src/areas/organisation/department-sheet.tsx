import type { ChartAnswer, DepartmentNode, PositionNode } from '@gonghai/shared/client/organisation-api'
import { departmentAttributes } from '@gonghai/shared/rules/organisation'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon, type IconName } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { actionLabel } from '../../records/words'
import { Sheet } from '../../ui/sheet'
import { SettingHistory } from '../settings/setting-history'
import { type Asked, FormSheet } from './form-sheet'
import { departmentRows, positionRows } from './tree'

type Doing = 'change' | 'create' | 'move' | 'remove' | 'addPosition' | `position:${string}`

interface Props {
  chart: ChartAnswer
  id: string
  onClose: () => void
}

/** Everything that can be done with one department, and its positions. */
export function DepartmentSheet({ chart, id, onClose }: Props) {
  const t = useT()
  const { open } = useNavigation()
  const [doing, setDoing] = useState<Doing>()
  const department = chart.departments.find(one => one.id === id)
  if (!department) return null
  const back = () => setDoing(undefined)
  if (doing)
    return <Doing chart={chart} department={department} doing={doing} onClose={back} onDone={onClose} />
  const positions = chart.positions.filter(one => one.departmentId === id)
  const lines: [Doing, IconName, string][] = [
    ['change', 'edit', actionLabel('department.change')],
    ['create', 'plus', t('organisation.chart.addBelow')],
    ['addPosition', 'plus', t('organisation.chart.addPosition')],
    ...(department.parentId
      ? ([
          ['move', 'sort', actionLabel('department.move')],
          ['remove', 'trash', actionLabel('department.remove')],
        ] as [Doing, IconName, string][])
      : []),
  ]
  return (
    <Sheet title={department.name} onClose={onClose}>
      <Line
        icon="customers"
        text={t('organisation.chart.seePeople')}
        onPress={() => {
          onClose()
          open({ page: 'settings/people', object: id })
        }}
      />
      {lines.map(([key, icon, text]) => (
        <Line key={key} icon={icon} text={text} onPress={() => setDoing(key)} />
      ))}
      {positions.length > 0 && <Box className="settings-group">{t('organisation.chart.positions')}</Box>}
      {positions.map(one => (
        <Line
          key={one.id}
          icon="person"
          text={one.name}
          line={positionLine(t, chart, one)}
          onPress={() => setDoing(`position:${one.id}`)}
        />
      ))}
      <SettingHistory subject="organisation" id={department.id} />
    </Sheet>
  )
}

function positionLine(t: ReturnType<typeof useT>, chart: ChartAnswer, one: PositionNode): string {
  const above = chart.positions.find(other => other.id === one.reportsTo)
  const holders =
    one.holders.map(({ name }) => name).join(t('ui.listComma')) || t('organisation.chart.vacant')
  const reports = above ? [`${t('organisation.chart.reportsTo')} ${above.name}`] : []
  return [holders, ...reports, ...one.roles.map(({ name }) => name)].join(t('ui.dot'))
}

function Line({
  icon,
  text,
  line,
  onPress,
}: {
  icon: IconName
  text: string
  line?: string
  onPress: () => void
}) {
  return (
    <Press className="pick-row" onPress={onPress}>
      <Icon name={icon} size={18} />
      <Box className="pick-main organisation-line">
        <Box>{text}</Box>
        {line && <Box className="pick-line">{line}</Box>}
      </Box>
      <Icon name="forward" size={16} />
    </Press>
  )
}

interface DoingProps {
  chart: ChartAnswer
  department: DepartmentNode
  doing: Doing
  onClose: () => void
  onDone: () => void
}

/** The form of what was chosen. */
function Doing({ chart, department, doing, onClose, onDone }: DoingProps) {
  const t = useT()
  const { manager, attribute } = department
  const name: Asked = { as: 'text', name: 'name', label: t('organisation.chart.name'), required: true }
  const about: Asked[] = [
    name,
    {
      as: 'choice',
      name: 'attribute',
      label: t('organisation.chart.attribute'),
      rows: departmentAttributes.map(id => ({ id, name: t(`organisation.attribute.${id}`) })),
      empty: t('organisation.person.none'),
    },
    { as: 'person', name: 'manager', label: t('organisation.chart.manager') },
  ]
  const shared = { title: department.name, onClose, onDone }
  if (doing === 'change')
    return (
      <FormSheet
        {...shared}
        action="department.change"
        button={t('ui.save')}
        known={{ department: department.id }}
        initial={{ name: department.name, attribute, manager: manager?.id ?? null }}
        references={manager ? [manager] : []}
        asked={about}
      />
    )
  if (doing === 'create')
    return (
      <FormSheet
        {...shared}
        title={t('organisation.chart.addBelow')}
        action="department.create"
        button={t('ui.save')}
        known={{ parent: department.id }}
        asked={about}
      />
    )
  if (doing === 'move')
    return (
      <FormSheet
        {...shared}
        action="department.move"
        button={actionLabel('department.move')}
        known={{ department: department.id }}
        text={t('organisation.chart.moveHint')}
        asked={[
          {
            as: 'choice',
            name: 'parent',
            label: t('organisation.chart.moveTo'),
            rows: departmentRows(chart).filter(one => one.id !== department.id),
            required: true,
          },
        ]}
      />
    )
  if (doing === 'remove')
    return (
      <FormSheet
        {...shared}
        action="department.remove"
        button={actionLabel('department.remove')}
        known={{ department: department.id }}
        text={t('organisation.chart.removeHint')}
        asked={[]}
        danger
      />
    )
  const position = chart.positions.find(one => doing === `position:${one.id}`)
  return (
    <PositionForm
      chart={chart}
      department={department}
      position={position}
      onClose={onClose}
      onDone={onDone}
    />
  )
}

type PositionProps = Omit<DoingProps, 'doing'> & { position: PositionNode | undefined }

/** A position with its reporting line; one that nobody fills can be removed. */
function PositionForm({ chart, department, position, onClose, onDone }: PositionProps) {
  const t = useT()
  const [removing, setRemoving] = useState(false)
  if (position && removing)
    return (
      <FormSheet
        title={position.name}
        action="position.remove"
        button={actionLabel('position.remove')}
        known={{ position: position.id }}
        asked={[]}
        danger
        onClose={() => setRemoving(false)}
        onDone={onDone}
      />
    )
  return (
    <FormSheet
      title={position?.name ?? t('organisation.chart.addPosition')}
      action={position ? 'position.change' : 'position.create'}
      button={t('ui.save')}
      known={position ? { position: position.id } : { department: department.id }}
      initial={{ name: position?.name ?? '', reportsTo: position?.reportsTo ?? null }}
      asked={[
        { as: 'text', name: 'name', label: t('organisation.chart.name'), required: true },
        {
          as: 'choice',
          name: 'reportsTo',
          label: t('organisation.chart.reportsTo'),
          rows: positionRows(chart).filter(one => one.id !== position?.id),
          empty: t('organisation.chart.top'),
        },
      ]}
      after={position && <SettingHistory subject="organisation" id={position.id} />}
      onClose={onClose}
      onDone={onDone}
    >
      {position && (
        <Line icon="trash" text={actionLabel('position.remove')} onPress={() => setRemoving(true)} />
      )}
    </FormSheet>
  )
}
