import { setNavigationBarTitle } from '@tarojs/taro'
import type { Host } from './host'

/** A mini program: it draws its own bar. Staff sign in through the H5 pages, customers' login comes with the portal. */
export const host: Host = {
  name: 'mini',
  drawsBar: true,
  signIn: 'choose',
  setTitle(title) {
    void setNavigationBarTitle({ title })
  },
}

export type { Host } from './host'
