import Taro from '@tarojs/taro'

/** The width that a drawing has between the page's margins, in pixels. */
export function useWidth(_id: string, first: number): number {
  const { windowWidth } = Taro.getWindowInfo()
  return windowWidth > 0 ? windowWidth - 24 : first
}
