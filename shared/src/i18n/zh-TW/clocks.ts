import { clockParts } from './clock-parts'

/** Words for what falls back, when and why. Keys: recycle.… */
export const clocks = {
  recycle: {
    ...clockParts.countdown,
    note: '{{because}}，回到{{pool}}',
    asks_one: '{{name}}申請延期 {{count}} 天：{{reason}}',
    asks_other: '{{name}}申請延期 {{count}} 天：{{reason}}',
    taken: {
      follow: '「{{name}}」因 {{days}} 天未跟進，已回到{{pool}}。',
      sign: '「{{name}}」因 {{days}} 天未成交，已回到{{pool}}。',
    },
    takenMany: {
      customer_one: '您有 {{count}} 個客戶超期，已回到公海：{{names}}。',
      customer_other: '您有 {{count}} 個客戶超期，已回到公海：{{names}}。',
      lead_one: '您有 {{count}} 條線索超期，已回到公海：{{names}}。',
      lead_other: '您有 {{count}} 條線索超期，已回到公海：{{names}}。',
    },
    warnMany: {
      customer_one: '您有 {{count}} 個客戶快要回公海了：{{names}}。在“今日”裡可以逐個跟進或申請延期。',
      customer_other: '您有 {{count}} 個客戶快要回公海了：{{names}}。在“今日”裡可以逐個跟進或申請延期。',
      lead_one: '您有 {{count}} 條線索快要回公海了：{{names}}。在“今日”裡可以逐條跟進或申請延期。',
      lead_other: '您有 {{count}} 條線索快要回公海了：{{names}}。在“今日”裡可以逐條跟進或申請延期。',
    },
    slept_one: '{{count}} 個客戶長期沒有往來，已轉為沉睡：{{names}}。寫一條跟進就能喚醒。',
    slept_other: '{{count}} 個客戶長期沒有往來，已轉為沉睡：{{names}}。寫一條跟進就能喚醒。',
    quiet: {
      title: '公海提醒',
      line: '{{pool}}：{{parts}}（{{names}}）',
      and: '，',
      comma: '、',
      follow: {
        customer_one: '{{count}} 個客戶 {{days}} 天沒有跟進',
        customer_other: '{{count}} 個客戶 {{days}} 天沒有跟進',
        lead_one: '{{count}} 條線索 {{days}} 天沒有跟進',
        lead_other: '{{count}} 條線索 {{days}} 天沒有跟進',
      },
      sign: {
        customer_one: '{{count}} 個客戶 {{days}} 天沒有成交',
        customer_other: '{{count}} 個客戶 {{days}} 天沒有成交',
        lead_one: '{{count}} 條線索 {{days}} 天沒有轉化',
        lead_other: '{{count}} 條線索 {{days}} 天沒有轉化',
      },
    },
  },
} as const
