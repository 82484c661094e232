import { useCallback, useRef } from 'react'

const doubleMs = 450

/**
 * Opens a row by one click or by two: after the first the list may look different under the pointer, so the second one of a
 * double click opens nothing else.
 */
export function useOpenOnce(open: (id: string) => void): (id: string) => void {
  const held = useRef(false)
  const latest = useRef(open)
  latest.current = open
  return useCallback((id: string) => {
    if (held.current) return
    held.current = true
    setTimeout(() => {
      held.current = false
    }, doubleMs)
    latest.current(id)
  }, [])
}
