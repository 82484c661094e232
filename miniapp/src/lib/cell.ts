import { useSyncExternalStore } from 'react'

/** A value that components can watch. */
export interface Cell<T> {
  get(): T
  set(value: T): void
  watch(listener: () => void): () => void
}

/** Makes a cell; setting the same value again wakes nobody. */
export function cell<T>(initial: T): Cell<T> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return
      current = value
      for (const listener of [...listeners]) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The value of a cell; the component follows it. */
export function useCell<T>(source: Cell<T>): T {
  return useSyncExternalStore(source.watch, source.get, source.get)
}
