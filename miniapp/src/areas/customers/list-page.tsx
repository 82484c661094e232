import { Box } from '../../kit/box'
import { useMeta } from '../../lib/meta'
import { ListView } from '../../records/list-view'
import { objectsLabel } from '../../records/words'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'

interface ListPageProps {
  object: string
  field?: string
  value?: string
  title?: string
}

/** The list of one object, or of those that belong to a record. */
export function ListPage({ object, field, value, title }: ListPageProps) {
  const { data, error, refetch } = useMeta()
  const meta = data?.objects.find(one => one.name === object)
  return (
    <Page title={title ?? objectsLabel(object)}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <Box className="home-loading">
          <Skeleton />
        </Box>
      )}
      {meta && <ListView meta={meta} fixed={field && value ? { field, value } : undefined} />}
    </Page>
  )
}
