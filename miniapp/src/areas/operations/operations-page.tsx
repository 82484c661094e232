import { useQuery } from '@tanstack/react-query'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { Chip, toneOf } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import '../../records/list.scss'

/** What the reader has started lately on many records: imports, exports, bulk work. */
export function OperationsPage() {
  const t = useT()
  const { open } = useNavigation()
  const found = useQuery({ queryKey: ['operations'], queryFn: api.operations })
  const rows = found.data?.operations ?? []
  return (
    <Page title={t('operation.mine')}>
      <Scroll className="list-scroll" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && !rows.length && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.isSuccess && !rows.length && (
          <Empty title={t('operation.noneMine')} text={t('operation.noneMineText')} />
        )}
        {rows.map(operation => (
          <Box key={operation.id} className="card row">
            <Press
              className="row-open"
              onPress={() =>
                open({ page: operation.kind === 'import' ? 'import' : 'operation', id: operation.id })
              }
            >
              <Box className="row-title">{operation.label}</Box>
              <Box className="row-facts">
                {[
                  momentText(operation.createdAt),
                  t('operation.progress', { done: operation.done, total: operation.total }),
                  ...(operation.failed ? [t('operation.refused', { number: operation.failed })] : []),
                ].join(t('ui.dot'))}
              </Box>
            </Press>
            <Box className="row-side">
              <Chip tone={toneOf(operation.state)}>{t(`operation.state.${operation.state}`)}</Chip>
            </Box>
          </Box>
        ))}
      </Scroll>
    </Page>
  )
}
