import { useEffect, useState } from 'react'

/** The width of the element with this id, in pixels; `first` until it is measured. */
export function useWidth(id: string, first: number): number {
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const element = document.getElementById(id)
    if (!element || typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry?.contentRect.width ?? 0)
      if (measured > 0) setWidth(measured)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [id])
  return width
}
