import type { RecordView, Reference } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box } from '../kit/box'
import { Press } from '../kit/press'
import { Qr } from '../kit/qr'
import { useT } from '../lib/i18n'
import { useMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { Button } from '../ui/button'
import { Sheet } from '../ui/sheet'
import { actionLabel } from './words'

const nameOf = (record: RecordView, field: string) =>
  (record.references[field] as Reference | undefined)?.name ?? ''

/** What one does with a machine: file a request about it; and its QR code, large where it is pressed. */
export function AssetCode({ record }: { record: RecordView }) {
  const t = useT()
  const { open } = useNavigation()
  const { data: meta } = useMeta()
  const [large, setLarge] = useState(false)
  const { code, customer } = record.values
  const may = meta?.objects.some(
    object => object.name === 'serviceRequest' && object.verbs.includes('create'),
  )
  const origin = process.env.TARO_ENV === 'h5' ? window.location.origin : (process.env.TARO_APP_ORIGIN ?? '')
  const address = `${origin}/q/${String(code)}`
  const prefill = [
    `asset=${record.id}=${record.title}`,
    typeof customer === 'string' && `customer=${customer}=${nameOf(record, 'customer')}`,
  ]
  return (
    <>
      {typeof code === 'string' && (
        <Box className="asset-code">
          <Press className="asset-qr" label={t('ui.service.code')} onPress={() => setLarge(true)}>
            <Qr text={address} size={72} label={t('ui.service.code')} />
          </Press>
          <Box className="asset-words">
            <Box className="head-label">{t('ui.service.code')}</Box>
            <Box className="asset-address">{address}</Box>
          </Box>
        </Box>
      )}
      {large && (
        <Sheet title={record.title} onClose={() => setLarge(false)}>
          <Box className="asset-large">
            <Qr text={address} size={260} label={t('ui.service.code')} />
            <Box className="asset-address">{address}</Box>
          </Box>
        </Sheet>
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
