import { useQuery } from '@tanstack/react-query'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { relationApi } from '../../lib/relation-api'
import type { ExtraProps } from '../../records/action-extra'
import './relations.scss'

/** What of the former owner's would go along with these customers, counted. */
export default function TransferExtra({ records }: ExtraProps) {
  const t = useT()
  const { data } = useQuery({
    queryKey: ['along', records],
    queryFn: () => relationApi.along([...records]),
    enabled: records.length > 0,
  })
  return (
    <Box className="sheet-text">
      <Box>{t('relation.transfer.explain')}</Box>
      {data && (
        <Box className="along">
          <Box className="along-count">{t('relation.transfer.contacts', { count: data.contacts })}</Box>
          <Box className="along-count">{t('relation.transfer.contracts', { count: data.contracts })}</Box>
        </Box>
      )}
      {data && data.waiting > 0 && (
        <Box className="words-warning">{t('relation.transfer.waiting', { count: data.waiting })}</Box>
      )}
    </Box>
  )
}
