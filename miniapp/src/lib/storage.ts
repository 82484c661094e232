import { getStorageSync, removeStorageSync, setStorageSync } from '@tarojs/taro'

const keyOf = (key: string) => `gonghai:${key}`

/** Reads a kept value, or undefined where there is none. */
export function readStored<T>(key: string): T | undefined {
  const text = getStorageSync(keyOf(key))
  return typeof text === 'string' && text ? (JSON.parse(text) as T) : undefined
}

/** Keeps a value on this device. A full storage loses it, which every caller can bear. */
export function store(key: string, value: unknown): boolean {
  try {
    setStorageSync(keyOf(key), JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

/** Forgets a kept value. */
export function forget(key: string): void {
  removeStorageSync(keyOf(key))
}
