import { useState } from 'react'
import { Box, Words } from '../kit/box'
import { Icon, type IconName } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { SearchBox } from '../ui/search-box'
import { Sheet } from '../ui/sheet'
import { startSelecting } from './selection'

/** One button beside a search box. */
export interface Tool {
  icon: IconName
  text: string
  run: () => void
}

interface ListToolsProps {
  meta: ObjectMeta
  words: string
  onWords: (words: string) => void
  onSheet: (sheet: 'filter' | 'sort' | 'table') => void
  /** There is room for all tools side by side. */
  roomy: boolean
  /** A list of its own, not one inside a record: it can be chosen from, taken out as a table, looked through for twins. */
  whole: boolean
  /** Other tools, in any width. */
  also?: readonly Tool[] | undefined
}

/** The tools that only a whole list has. */
function useWholeTools({ meta, onSheet }: ListToolsProps): Tool[] {
  const t = useT()
  const { open } = useNavigation()
  const choose: Tool = { icon: 'checks', text: t('operation.choose'), run: () => startSelecting(meta.name) }
  const table: Tool = { icon: 'table', text: t('operation.table.both'), run: () => onSheet('table') }
  const collide: Tool = {
    icon: 'scan',
    text: t('ui.collisions'),
    run: () => open({ page: 'collisions', object: meta.name }),
  }
  const exchanges = meta.verbs.includes('import') || meta.verbs.includes('export')
  const matches = Object.values(meta.fields).some(field => field.match)
  return [choose, ...(exchanges ? [table] : []), ...(matches ? [collide] : [])]
}

/** Above a list: what is looked for, and what can be done with all of it; on a phone the rarer tools share one button. */
export function ListTools(props: ListToolsProps) {
  const { words, onWords, onSheet, roomy, whole, also = [] } = props
  const t = useT()
  const [more, setMore] = useState(false)
  const tools = useWholeTools(props)
  const beside = whole && roomy ? tools : []
  return (
    <Box className="list-tools">
      <SearchBox value={words} placeholder={t('ui.list.searchHint')} onChange={onWords} />
      <Tools
        tools={[
          { icon: 'filter', text: t('ui.filter.title'), run: () => onSheet('filter') },
          { icon: 'sort', text: t('ui.sort.title'), run: () => onSheet('sort') },
          ...also,
          ...beside,
          ...(whole && !roomy
            ? [{ icon: 'more' as const, text: t('ui.more'), run: () => setMore(true) }]
            : []),
        ]}
      />
      {more && (
        <Sheet title={t('ui.more')} onClose={() => setMore(false)}>
          {tools.map(({ icon, text, run }) => (
            <Press
              key={icon}
              className="pick-row"
              onPress={() => {
                setMore(false)
                run()
              }}
            >
              <Icon name={icon} />
              <Words className="pick-main">{text}</Words>
            </Press>
          ))}
        </Sheet>
      )}
    </Box>
  )
}

function Tools({ tools }: { tools: readonly Tool[] }) {
  return tools.map(({ icon, text, run }) => (
    <Press key={icon} className="icon-button" label={text} onPress={run}>
      <Icon name={icon} />
    </Press>
  ))
}
