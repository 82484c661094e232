import { useEffect } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { cell, useCell } from '../lib/cell'
import { useT } from '../lib/i18n'
import { useShown } from '../lib/shown'

interface Toast {
  text: string
  tone: 'plain' | 'danger'
  undo?: () => void
}

const current = cell<Toast | undefined>(undefined)

/** Says something at the lower edge for some seconds; with `undo`, one can take it back. */
export function toast(text: string, options: { tone?: Toast['tone']; undo?: () => void } = {}): void {
  current.set({ text, tone: options.tone ?? 'plain', undo: options.undo })
}

/** Takes away what has been said, so that it does not lie upon what opens now; what can be undone stays. */
export function hush(): void {
  if (!current.get()?.undo) current.set(undefined)
}

/** Where toasts appear; once per page. */
export function Toaster() {
  const t = useT()
  const shown = useCell(current)
  const seen = useShown()
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => current.set(undefined), shown.undo ? 8000 : 3500)
    return () => clearTimeout(timer)
  }, [shown])
  if (!shown || !seen) return null
  const undo = () => {
    current.set(undefined)
    shown.undo?.()
  }
  return (
    <Box className={`toast toast-${shown.tone}`} role="status">
      <Box className="toast-body">
        <Words>{shown.text}</Words>
        {shown.undo && (
          <Press className="toast-undo" onPress={undo}>
            {t('ui.undo')}
          </Press>
        )}
      </Box>
    </Box>
  )
}
