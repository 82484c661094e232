import { useDidHide, useDidShow } from '@tarojs/taro'
import { useState } from 'react'

/** Is the page of this component the one that is seen? Pages below it live on, unseen. */
export function useShown(): boolean {
  const [shown, setShown] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  return shown
}
