import { setClipboardData } from '@tarojs/taro'

/** Puts words on the clipboard; false where that is not allowed. */
export const copyWords = (words: string): Promise<boolean> =>
  setClipboardData({ data: words }).then(
    () => true,
    () => false,
  )
