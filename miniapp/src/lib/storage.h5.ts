/** Keys carry `window.name`, so that several people can be signed in side by side in one browser (decision 21). */
const keyOf = (key: string) => `gonghai:${window.name}:${key}`

/** Reads a kept value, or undefined where there is none or it can't be read. */
export function readStored<T>(key: string): T | undefined {
  const text = localStorage.getItem(keyOf(key))
  if (text === null) return undefined
  try {
    return JSON.parse(text) as T
  } catch {
    localStorage.removeItem(keyOf(key))
    return undefined
  }
}

/** Keeps a value on this device. A full or closed storage loses it, which every caller can bear. */
export function store(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(keyOf(key), JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

/** Forgets a kept value. */
export function forget(key: string): void {
  localStorage.removeItem(keyOf(key))
}
