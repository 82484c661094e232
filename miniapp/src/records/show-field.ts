import { pageScrollTo } from '@tarojs/taro'

/** Scrolls a field into view. */
export function showField(id: string): void {
  void pageScrollTo({ selector: `#${id}` })
}
