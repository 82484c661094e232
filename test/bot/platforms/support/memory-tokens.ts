import type { FreshToken, StoredToken, TokenKey, TokenStore } from '@gonghai/shared/ports/tokens'

/** A token store in memory with the contract of the real one: single-flight, replaced only while the failing one is current. */
export function memoryTokens(now: () => Date): TokenStore {
  const stored = new Map<string, StoredToken>()
  const flights = new Map<string, Promise<string>>()
  const valid = (name: string) => {
    const token = stored.get(name)
    return token && token.expiresAt > now() ? token : null
  }
  const fetchInto = async (name: string, fetchNew: () => Promise<FreshToken>) => {
    const fresh = await fetchNew()
    stored.set(name, {
      value: fresh.value,
      expiresAt: new Date(now().getTime() + fresh.lifetimeSeconds * 1000),
    })
    return fresh.value
  }
  return {
    get: async key => valid(nameOf(key)),
    refresh: async (key, failing, fetchNew) => {
      const name = nameOf(key)
      const current = valid(name)
      if (current && current.value !== failing) return current.value
      const flight = flights.get(name) ?? fetchInto(name, fetchNew).finally(() => flights.delete(name))
      flights.set(name, flight)
      return flight
    },
  }
}

function nameOf(key: TokenKey): string {
  return `${key.platform}/${key.app}/${key.kind}`
}
