import type { RecordView } from '@gonghai/shared/client/api'
import type { Field } from '@gonghai/shared/objects/declare'
import { useT } from '../lib/i18n'
import { useObject } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { Button } from '../ui/button'
import { Empty, Failure } from '../ui/empty'
import { Skeleton } from '../ui/skeleton'
import { Row } from './row'
import { useRows } from './use-rows'
import { actionLabel, objectLabel } from './words'

/** Nothing is added to what lies in a pool: it is claimed first. Some things take the right to change the record itself. */
function mayAdd(record: RecordView, field: Field | undefined): boolean {
  const lies = Boolean(record.values.pool) && !record.values.owner
  return !lies && (field?.need !== 'edit' || record.allowed.includes(`${record.object}.update`))
}

/** The records that belong to one: its contacts, contracts, tasks. */
export function RelatedRows({
  object,
  field,
  record,
}: {
  object: string
  field: string
  record: RecordView
}) {
  const t = useT()
  const { open } = useNavigation()
  const meta = useObject(object)
  const kind = meta?.fields[field]?.kind
  const value = kind === 'record' ? `${record.object}:${record.id}` : record.id
  const found = useRows(object, { limit: 20, filter: { field, op: 'eq', value } })
  if (!meta || found.isPending) return <Skeleton rows={3} />
  if (found.isError && !found.rows.length)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  const create =
    meta.verbs.includes('create') && mayAdd(record, meta.fields[field])
      ? () => open({ page: 'form', object, prefill: `${field}=${value}=${record.title}` })
      : undefined
  return (
    <>
      {!found.rows.length && (
        <Empty
          title={t('ui.list.none', { object: objectLabel(object) })}
          step={create && { text: actionLabel(`${object}.create`), run: create }}
        />
      )}
      {found.rows.map(row => (
        <Row
          key={row.id}
          meta={meta}
          record={row}
          onOpen={() => open({ page: 'record', object, id: row.id })}
        />
      ))}
      {found.hasNextPage && (
        <Button look="text" wide busy={found.isFetchingNextPage} onPress={found.more}>
          {t('ui.list.more')}
        </Button>
      )}
      {found.rows.length > 0 && create && (
        <Button look="tint" icon="plus" wide onPress={create}>
          {actionLabel(`${object}.create`)}
        </Button>
      )}
    </>
  )
}
