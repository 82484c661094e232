import { makePhoneCall } from '@tarojs/taro'

/** Opens the dialler. */
export function callPhone(number: string): void {
  void makePhoneCall({ phoneNumber: number })
}
