import type { RecordView, Reference } from '@gonghai/shared/client/api'
import { Box } from '../kit/box'
import { useT } from '../lib/i18n'
import { useMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { Button } from '../ui/button'
import { actionLabel } from './words'

const nameOf = (record: RecordView, field: string) =>
  (record.references[field] as Reference | undefined)?.name ?? ''

/** What one does with a machine: file a request about it; and the address that stands in its QR code. */
export function AssetCode({ record }: { record: RecordView }) {
  const t = useT()
  const { open } = useNavigation()
  const { data: meta } = useMeta()
  const { code, customer } = record.values
  const may = meta?.objects.some(
    object => object.name === 'serviceRequest' && object.verbs.includes('create'),
  )
  const origin = process.env.TARO_ENV === 'h5' ? window.location.origin : (process.env.TARO_APP_ORIGIN ?? '')
  const prefill = [
    `asset=${record.id}=${record.title}`,
    typeof customer === 'string' && `customer=${customer}=${nameOf(record, 'customer')}`,
  ]
  return (
    <>
      {typeof code === 'string' && (
        <Box className="asset-code">
          <Box className="head-label">{t('ui.service.code')}</Box>
          <Box className="asset-address">{`${origin}/q/${code}`}</Box>
        </Box>
      )}
      {may && (
        <Box className="head-actions">
          <Button
            small
            look="primary"
            icon="service"
            onPress={() =>
              open({ page: 'form', object: 'serviceRequest', prefill: prefill.filter(Boolean).join('&') })
            }
          >
            {actionLabel('serviceRequest.create')}
          </Button>
        </Box>
      )}
    </>
  )
}
