import { type ReactNode, useEffect } from 'react'
import { Box } from '../kit/box'
import { useT } from '../lib/i18n'
import { IconButton } from './button'
import { hush } from './toast'

interface SheetProps {
  title: string
  onClose: () => void
  foot?: ReactNode
  children: ReactNode
}

/** A panel from the lower edge (in the middle of a wide window), above everything else. */
export function Sheet({ title, onClose, foot, children }: SheetProps) {
  const t = useT()
  useEffect(hush, [])
  return (
    <Box className="sheet" role="dialog" label={title}>
      <Box className="sheet-shade" onPress={onClose} />
      <Box className="sheet-body">
        <Box className="sheet-head">
          <Box className="sheet-title">{title}</Box>
          <IconButton icon="close" label={t('ui.close')} onPress={onClose} />
        </Box>
        <Box className="sheet-content">{children}</Box>
        {foot && <Box className="sheet-foot">{foot}</Box>}
      </Box>
    </Box>
  )
}
