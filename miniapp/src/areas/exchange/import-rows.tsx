import type { ImportRow, ImportView } from '@gonghai/shared/client/exchange-api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { ListEnd } from '../../records/list-view'
import { Tabs } from '../../ui/tabs'

/** The rows of an import, wrong ones first to be seen. */
export function ImportRows({ view }: { view: ImportView }) {
  const t = useT()
  const [only, setOnly] = useState(view.wrong > 0 ? 'onlyWrong' : 'all')
  const found = useInfiniteQuery({
    queryKey: ['import', view.operation.id, view.stage, only],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => api.importRows(view.operation.id, pageParam, only === 'onlyWrong'),
    getNextPageParam: last => last.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <Box>
      <Tabs
        tabs={['onlyWrong', 'all'].map(key => ({ key, text: t(`imports.${key}`) }))}
        current={only}
        onChange={setOnly}
      />
      <Box className="card exchange-card">
        {found.isSuccess && rows.length === 0 && <Words>{t('imports.none')}</Words>}
        {rows.map(row => (
          <RowLine key={row.line} row={row} />
        ))}
        {found.hasNextPage && (
          <Press onPress={() => void found.fetchNextPage()}>
            <ListEnd
              busy={found.isFetchingNextPage}
              more
              failed={found.isFetchNextPageError}
              retry={() => void found.fetchNextPage()}
            />
          </Press>
        )}
      </Box>
    </Box>
  )
}

function RowLine({ row }: { row: ImportRow }) {
  const t = useT()
  const { open } = useNavigation()
  const cells = Object.values(row.cells).join(t('ui.dot'))
  const body = (
    <>
      <Box className="exchange-line">
        {[t('imports.line', { line: row.line }), row.title].filter(Boolean).join(t('ui.dot'))}
      </Box>
      <Box className={row.state === 'wrong' ? 'operation-words operation-refused' : 'operation-words'}>
        {row.message || cells}
      </Box>
    </>
  )
  if (!row.record) return <Box className="operation-line">{body}</Box>
  return (
    <Press className="operation-line" onPress={() => open(row.record!)}>
      {body}
    </Press>
  )
}
