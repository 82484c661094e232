import type { PortalAsset } from '@gonghai/shared/client/portal-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import { host } from '../../platform'
import { PickButton, PickSheet } from '../../records/fields/pick-sheet'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { toast } from '../../ui/toast'

interface ChooseAssetProps {
  chosen: PortalAsset | undefined
  onChange: (asset: PortalAsset | undefined) => void
}

/** "CMM-800 …4471": a machine in few characters. */
export const assetLine = (asset: { name: string; serialNumber: string }): string =>
  `${asset.name} · ${asset.serialNumber}`

/** The code in what a QR code says: ours is an address that ends in /q/<code>. */
export const codeIn = (text: string): string =>
  text
    .trim()
    .replace(/^.*\/q\//, '')
    .replace(/[?#].*$/, '')

/** Which machine it is about: from one's own, or by the QR code on it where the host has a scanner. */
export function ChooseAsset({ chosen, onChange }: ChooseAssetProps) {
  const t = useT()
  const say = useFailureText()
  const [open, setOpen] = useState(false)
  const { data, isFetching } = useQuery({
    queryKey: ['portal', 'assets', 'pick'],
    queryFn: () => portalApi.assets(),
  })
  const rows = data?.rows ?? []
  const scan = async () => {
    try {
      const text = await host.scan?.()
      if (text) onChange(await portalApi.assetByCode(codeIn(text)))
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    }
  }
  const label = t('ui.portal.new.asset')
  const found = (words: string) =>
    rows
      .filter(row => `${row.name} ${row.serialNumber}`.toLowerCase().includes(words.trim().toLowerCase()))
      .map(row => ({
        id: row.id,
        name: row.name,
        line: [row.serialNumber, row.place].filter(Boolean).join(' · '),
      }))
  return (
    <Box className="field">
      <Box className="field-label">{label}</Box>
      <PickButton
        label={label}
        text={chosen ? assetLine(chosen) : ''}
        onPress={() => setOpen(true)}
        onClear={() => onChange(undefined)}
      />
      {host.scan && (
        <Box className="quick">
          <Button small icon="scan" onPress={() => void scan()}>
            {t('ui.portal.new.scan')}
          </Button>
        </Box>
      )}
      {open && (
        <PickSheet
          title={label}
          rows={found}
          chosen={chosen ? [chosen.id] : []}
          loading={isFetching}
          onToggle={row => {
            setOpen(false)
            onChange(rows.find(({ id }) => id === row.id))
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </Box>
  )
}
