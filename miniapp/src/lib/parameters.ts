import { useRouter } from '@tarojs/taro'
import { useState } from 'react'

/** The parameters of this page's address, decoded; they stay those it was opened with. */
export function useParameters(): Record<string, string | undefined> {
  const { params } = useRouter()
  const [first] = useState(() =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, value === undefined ? undefined : decode(value)]),
    ),
  )
  return first
}

function decode(words: string): string {
  try {
    return decodeURIComponent(words)
  } catch {
    // A stray percent sign in an address typed by hand.
    return words
  }
}
