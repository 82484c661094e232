import type { OperationResult, OperationView } from '@gonghai/shared/client/operation-api'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { replace, useNavigation } from '../../lib/navigate'
import { everythingChanged } from '../../lib/query'
import { dayText, momentText, toField } from '../../lib/time'
import { ListEnd } from '../../records/list-view'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { toast } from '../../ui/toast'
import { saveFile } from './save-file'
import '../../records/list.scss'
import '../../records/bulk.scss'

const running = (operation?: OperationView) =>
  operation?.state === 'running' || operation?.state === 'cancelling'

/** How work on many records is coming along, with what came of each. */
export function OperationPage({ id }: { id: string }) {
  const t = useT()
  const head = useQuery({
    queryKey: ['operation', id],
    queryFn: () => api.operation(id),
    refetchInterval: query => (running(query.state.data?.operation) ? 1000 : false),
  })
  const operation = head.data?.operation
  const { inPane } = useNavigation()
  // A link in chat doesn't know what kind of work it is about; an import has a page where it is confirmed.
  const isImport = operation?.kind === 'import'
  useEffect(() => {
    if (isImport) replace({ page: 'import', id }, inPane)
  }, [isImport, id, inPane])
  const ended = operation && !running(operation)
  useEffect(() => {
    if (ended) void everythingChanged()
  }, [ended])
  return (
    <Page title={operation?.label ?? t('operation.title')}>
      <Scroll className="list-scroll">
        {head.isPending && <Skeleton />}
        {head.isError && !operation && <Failure error={head.error} retry={() => void head.refetch()} />}
        {operation && <Progress operation={operation} again={() => void head.refetch()} />}
        {operation && operation.total > 0 && operation.kind !== 'export' && (
          <Results key={operation.state} operation={operation} />
        )}
      </Scroll>
    </Page>
  )
}

const tones = { done: 'success', failed: 'danger', cancelled: 'warning' } as const

function Progress({ operation, again }: { operation: OperationView; again: () => void }) {
  const t = useT()
  const say = useFailureText()
  const { id, state, total, done, failed, result } = operation
  const share = total === 0 ? 0 : Math.round((done / total) * 100)
  const tell = (error: unknown) => toast(say(error), { tone: 'danger' })
  return (
    <Box className="card operation">
      <Box className="operation-figures">
        <Chip tone={tones[state as keyof typeof tones]}>{t(`operation.state.${state}`)}</Chip>
        <Words>{t('operation.progress', { done, total })}</Words>
        {failed > 0 && (
          <Words className="operation-refused">{t('operation.refused', { number: failed })}</Words>
        )}
      </Box>
      <Box className="progress" role="progressbar" label={`${share}%`}>
        <Box className="progress-done" style={{ width: `${share}%` }} />
      </Box>
      <Words className="operation-words">{momentText(operation.createdAt)}</Words>
      {Boolean(result?.kept) && (
        <Words className="operation-words">{t('operation.kept', { number: result?.kept ?? 0 })}</Words>
      )}
      {state === 'running' && (
        <Button onPress={() => void api.cancelOperation(id).then(again, tell)}>
          {t('operation.cancel')}
        </Button>
      )}
      {state === 'done' && result?.file && (
        <>
          <Button look="primary" icon="file" onPress={() => void saveFile(id).catch(tell)}>
            {t('operation.save', { name: result.file.fileName })}
          </Button>
          <Words className="operation-words">
            {t('operation.fileUntil', { day: dayText(toField(result.file.until).slice(0, 10)) })}
          </Words>
        </>
      )}
      {result?.fileGone && <Words className="operation-words">{t('operation.fileGone')}</Words>}
    </Box>
  )
}

function Results({ operation }: { operation: OperationView }) {
  const t = useT()
  const [only, setOnly] = useState<'refused' | 'all'>(operation.failed > 0 ? 'refused' : 'all')
  const found = useInfiniteQuery({
    queryKey: ['operation', operation.id, only],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => api.operation(operation.id, pageParam, only === 'all' ? undefined : only),
    getNextPageParam: last => last.next ?? undefined,
  })
  const results = found.data?.pages.flatMap(page => page.results) ?? []
  return (
    <Box>
      <Tabs
        tabs={(['refused', 'all'] as const).map(key => ({ key, text: t(`operation.only.${key}`) }))}
        current={only}
        onChange={key => setOnly(key as 'refused' | 'all')}
      />
      <Box className="card operation">
        {found.isSuccess && results.length === 0 && <Words>{t('operation.none')}</Words>}
        {results.map(result => (
          <Result key={result.position} result={result} />
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

function Result({ result }: { result: OperationResult }) {
  const { open } = useNavigation()
  const { record, title, message, position, state } = result
  const body = (
    <>
      <Box className="operation-title">{title || `#${position + 1}`}</Box>
      <Box className={`operation-words ${state === 'refused' ? 'operation-refused' : ''}`}>{message}</Box>
    </>
  )
  if (!record || !title) return <Box className="operation-line">{body}</Box>
  return (
    <Press className="operation-line" onPress={() => open(record)}>
      {body}
    </Press>
  )
}
