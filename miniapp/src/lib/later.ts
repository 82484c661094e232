import { useEffect, useState } from 'react'

/** The value as it was `wait` milliseconds after it last changed. */
export function useLater<T>(value: T, wait: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait)
    return () => clearTimeout(timer)
  }, [value, wait])
  return settled
}
