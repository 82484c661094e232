import type { ListQuery } from '@gonghai/shared/client/api'
import { useEffect, useState } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import { grouped } from '../lib/number'
import { tablesApi } from '../lib/tables-api'
import { countText } from './use-rows'
import { objectLabel } from './words'

interface ListCountProps {
  object: string
  /** As the list counted: no further than a thousand. */
  count: number
  query: ListQuery
}

/** How many there are; beyond "999+" a press counts every one of them. */
export function ListCount({ object, count, query }: ListCountProps) {
  const t = useT()
  const { limit: _limit, sort: _sort, ...asked } = query
  const key = JSON.stringify(asked)
  const [exact, setExact] = useState<number | 'counting'>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query is another count
  useEffect(() => setExact(undefined), [key])
  const number = typeof exact === 'number' ? grouped(String(exact)) : countText(count)
  const words = t('ui.list.count', { number, object: objectLabel(object) })
  const work = async () => {
    setExact('counting')
    const answer = await tablesApi.count(object, asked).catch(() => undefined)
    setExact(answer?.count)
  }
  return (
    <Box className="list-count">
      {count < 1000 || typeof exact === 'number' ? (
        <Words>{words}</Words>
      ) : (
        <Press className="list-count-more" label={t('lists.countAll')} onPress={() => void work()}>
          <Words>{words}</Words>
          <Words className="list-count-verb">
            {t(exact === 'counting' ? 'ui.loading' : 'lists.countAll')}
          </Words>
        </Press>
      )}
    </Box>
  )
}
