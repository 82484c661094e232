import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { Button, IconButton } from '../ui/button'
import { Sheet } from '../ui/sheet'
import { fieldLabel } from './words'

interface ColumnSheetProps {
  meta: ObjectMeta
  columns: string[]
  onChange: (columns: string[]) => void
  /** As everybody has them. */
  onReset: () => void
  onClose: () => void
}

/** What a list can show beside the title. */
function columnsOf(meta: ObjectMeta): string[] {
  const own = Object.entries(meta.fields).filter(
    ([name, field]) => name !== meta.title && field.kind !== 'lines',
  )
  return [...new Set([...own.map(([name]) => name), 'createdAt'])]
}

/** Which columns a list shows, and in which order: chosen ones first, with presses that move them. */
export function ColumnSheet({ meta, columns, onChange, onReset, onClose }: ColumnSheetProps) {
  const t = useT()
  const others = columnsOf(meta).filter(name => !columns.includes(name))
  const move = (at: number, by: number) => {
    const next = columns.filter((_, index) => index !== at)
    next.splice(at + by, 0, columns[at]!)
    onChange(next)
  }
  const foot = (
    <>
      <Button onPress={onReset}>{t('lists.resetColumns')}</Button>
      <Button look="primary" onPress={onClose}>
        {t('ui.doneCount', { count: columns.length })}
      </Button>
    </>
  )
  return (
    <Sheet title={t('ui.columns')} onClose={onClose} foot={foot}>
      {columns.map((name, at) => (
        <Box key={name} className="column-row">
          <Press
            role="checkbox"
            className="pick-row"
            pressed
            onPress={() => onChange(columns.filter(one => one !== name))}
          >
            <Box className="pick-main">{fieldLabel(meta.name, name)}</Box>
            <Icon name="check" />
          </Press>
          {at > 0 && (
            <IconButton
              icon="up"
              label={t('lists.moveUp', { field: fieldLabel(meta.name, name) })}
              onPress={() => move(at, -1)}
            />
          )}
          {at < columns.length - 1 && (
            <IconButton
              icon="down"
              label={t('lists.moveDown', { field: fieldLabel(meta.name, name) })}
              onPress={() => move(at, 1)}
            />
          )}
        </Box>
      ))}
      {others.map(name => (
        <Press
          key={name}
          role="checkbox"
          className="pick-row"
          pressed={false}
          onPress={() => onChange([...columns, name])}
        >
          <Box className="pick-main">{fieldLabel(meta.name, name)}</Box>
        </Press>
      ))}
    </Sheet>
  )
}
