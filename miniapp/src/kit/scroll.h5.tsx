import { type TouchEvent, useEffect, useRef, useState } from 'react'
import type { ScrollProps } from './props'

/** Pixels that must be pulled before letting go refreshes. */
const enough = 56

/** A scrolling region with "near the end" and pull to refresh. */
export function Scroll({ className = '', onEnd, onRefresh, label, children }: ScrollProps) {
  const region = useRef<HTMLDivElement>(null)
  const start = useRef<number | null>(null)
  const [pull, setPull] = useState(0)
  const [busy, setBusy] = useState(false)

  const nearEnd = () => {
    const element = region.current
    if (element && element.scrollHeight - element.scrollTop - element.clientHeight < 400) onEnd?.()
  }
  // A first page shorter than the region must fetch the next one without being scrolled.
  useEffect(nearEnd)

  const touchStart = (event: TouchEvent) => {
    const top = region.current?.scrollTop === 0
    start.current = onRefresh && top ? (event.touches[0]?.clientY ?? null) : null
  }
  const touchMove = (event: TouchEvent) => {
    if (start.current === null) return
    const moved = (event.touches[0]?.clientY ?? 0) - start.current
    setPull(moved > 0 ? Math.min(moved / 2, 90) : 0)
  }
  const touchEnd = async () => {
    const refresh = pull >= enough && onRefresh
    start.current = null
    if (refresh) {
      setBusy(true)
      setPull(enough)
      await refresh().finally(() => setBusy(false))
    }
    setPull(0)
  }
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a label comes with the role region
    <div
      ref={region}
      className={`scroll ${className}`}
      role={label ? 'region' : undefined}
      aria-label={label}
      onScroll={nearEnd}
      onTouchStart={touchStart}
      onTouchMove={touchMove}
      onTouchEnd={touchEnd}
    >
      {onRefresh && (
        <div className={`pull ${busy ? 'pull-busy' : ''}`} style={{ height: pull }} aria-hidden>
          <div className="pull-ring" style={{ transform: `rotate(${pull * 5}deg)` }} />
        </div>
      )}
      {children}
    </div>
  )
}
