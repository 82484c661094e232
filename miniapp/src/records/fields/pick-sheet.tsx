import { type ReactNode, useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { Button, IconButton } from '../../ui/button'
import { SearchBox } from '../../ui/search-box'
import { Sheet } from '../../ui/sheet'

export interface PickRow {
  id: string
  name: string
  line?: string
}

interface PickButtonProps {
  label: string
  text: string
  invalid?: boolean
  onPress: () => void
  onClear?: () => void
}

/** Looks like a field; opens a sheet to choose from. */
export function PickButton({ label, text, invalid, onPress, onClear }: PickButtonProps) {
  const t = useT()
  return (
    <Box className="pick-field">
      <Press
        className={`input pick ${invalid ? 'pick-wrong' : ''}`}
        label={`${label} ${text}`}
        onPress={onPress}
      >
        <Words className={text ? 'pick-text' : 'pick-text pick-blank'}>{text || t('ui.choose')}</Words>
        <Icon name="forward" size={16} />
      </Press>
      {text && onClear && <IconButton icon="close" label={t('ui.clear')} onPress={onClear} />}
    </Box>
  )
}

interface PickSheetProps {
  title: string
  /** The rows for the words in the search box. */
  rows: (words: string) => PickRow[]
  chosen: string[]
  several?: boolean
  onToggle: (row: PickRow) => void
  onClose: () => void
  onWords?: (words: string) => void
  head?: ReactNode
  /** While rows are being fetched. */
  loading?: boolean
}

/** A list with a search box; one press chooses, or several until "done". */
export function PickSheet(props: PickSheetProps) {
  const { title, rows, chosen, several, onToggle, onClose, onWords, head, loading } = props
  const t = useT()
  const [words, setWords] = useState('')
  const found = rows(words)
  const search = (next: string) => {
    setWords(next)
    onWords?.(next)
  }
  const foot = several && (
    <Button look="primary" onPress={onClose}>
      {t('ui.doneCount', { count: chosen.length })}
    </Button>
  )
  return (
    <Sheet title={title} onClose={onClose} foot={foot}>
      {head}
      <SearchBox value={words} placeholder={t('ui.search')} onChange={search} />
      {found.map(row => (
        <Press
          key={row.id}
          className="pick-row"
          role={several ? 'checkbox' : 'radio'}
          pressed={chosen.includes(row.id)}
          onPress={() => onToggle(row)}
        >
          <Box className="pick-main">
            <Box>{row.name}</Box>
            {row.line && <Box className="pick-line">{row.line}</Box>}
          </Box>
          {chosen.includes(row.id) && <Icon name="check" />}
        </Press>
      ))}
      {found.length === 0 && <Box className="pick-none">{t(loading ? 'ui.loading' : 'ui.nothingFound')}</Box>}
    </Sheet>
  )
}
