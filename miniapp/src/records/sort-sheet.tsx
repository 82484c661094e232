import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { Sheet } from '../ui/sheet'
import { fieldLabel } from './words'

interface SortSheetProps {
  meta: ObjectMeta
  sort: string
  onSort: (sort: string) => void
  onClose: () => void
}

/** The orders that the server has an index for: the object's own, and those of its sortable fields. */
export function sortsOf(meta: ObjectMeta): string[] {
  const fields = Object.entries(meta.fields).filter(([, field]) => field.sortable)
  const sorts = fields.flatMap(([name]) => [name, `-${name}`])
  return [meta.order, ...sorts.filter(sort => sort !== meta.order)]
}

/** Chooses the order of a list. */
export function SortSheet({ meta, sort, onSort, onClose }: SortSheetProps) {
  const t = useT()
  return (
    <Sheet title={t('ui.sort.title')} onClose={onClose}>
      {sortsOf(meta).map(one => (
        <Press
          key={one}
          role="radio"
          className="pick-row"
          pressed={one === sort}
          onPress={() => {
            onSort(one)
            onClose()
          }}
        >
          <Box className="pick-main">
            {t(one.startsWith('-') ? 'ui.sort.down' : 'ui.sort.up', {
              field: fieldLabel(meta.name, one.replace('-', '')),
            })}
          </Box>
          {one === sort && <Icon name="check" />}
        </Press>
      ))}
    </Sheet>
  )
}
