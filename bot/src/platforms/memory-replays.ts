import type { ReplayTable } from '@gonghai/shared/ports/replays'

/** A replay table in this process's memory: enough where one process takes the callbacks. */
export function memoryReplays(now: () => Date): ReplayTable {
  const bound = new Map<string, { value: string; until: number }>()
  return {
    bind: async (platform, key, value, until) => {
      for (const [name, entry] of bound) {
        // Entries are in the order of their ends: the first one that lives ends the search.
        if (entry.until > now().getTime()) break
        bound.delete(name)
      }
      const name = `${platform}:${key}`
      const held = bound.get(name)
      if (held) return held.value === value
      bound.set(name, { value, until: until.getTime() })
      return true
    },
  }
}
