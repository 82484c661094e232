import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { Refused } from '../../lib/refused'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { SearchBox } from '../../ui/search-box'
import { Skeleton } from '../../ui/skeleton'
import { WithWords } from '../settings/setting-frame'
import { Analysis } from './analysis'
import { duplicateCalls } from './calls'
import { Hits } from './hits'
import { RequestView } from './request-view'
import './duplicates.scss'

interface CollisionsPageProps {
  /** With an object: its records are compared (撞单分析), or only the one with this id. */
  object?: string
  id?: string
  /** A colleague's request to answer. */
  request?: string
}

/** Duplicates: looking a company up, comparing one's records, answering a colleague. */
export function CollisionsPage(props: CollisionsPageProps) {
  return (
    <WithWords>
      <Content {...props} />
    </WithWords>
  )
}

function Content({ object, id, request }: CollisionsPageProps) {
  const t = useT()
  const title = request ? 'duplicate.page.title' : object ? 'duplicate.page.analysis' : 'duplicate.page.title'
  return (
    <Page title={t(title)}>
      <Scroll className="list-scroll">
        <Box className="collisions">
          {request && <RequestView id={request} />}
          {!request && object && <Analysis object={object} id={id} />}
          {!request && !object && <LookUp />}
        </Box>
      </Scroll>
    </Page>
  )
}

/** A typed company, phone or tax number, looked up in the whole company. */
function LookUp() {
  const t = useT()
  const [words, setWords] = useState('')
  const settled = useLater(words.trim(), 400)
  const found = useQuery({
    queryKey: ['duplicates', 'look-up', settled],
    queryFn: () => duplicateCalls.lookUp(settled),
    enabled: settled.length >= 2,
    retry: false,
  })
  const vague = found.error instanceof Refused && found.error.body.fields?.[0]?.path === 'words'
  return (
    <>
      <SearchBox value={words} placeholder={t('duplicate.page.hint')} onChange={setWords} />
      <Box className="collisions-intro">{t(vague ? 'duplicate.page.say' : 'duplicate.page.intro')}</Box>
      {found.isFetching && !found.data && <Skeleton rows={3} />}
      {found.isError && !vague && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.data?.hits.length === 0 && (
        <Empty icon="check" title={t('duplicate.page.none')} text={t('duplicate.page.noneText')} />
      )}
      {found.data && <Hits hits={found.data.hits} />}
    </>
  )
}
