import { clockParts } from './clock-parts'

/** Words for what falls back, when and why. Keys: recycle.… */
export const clocks = {
  recycle: {
    ...clockParts.countdown,
    note: '{{because}}，回到{{pool}}',
    asks_one: '{{name}}申请延期 {{count}} 天：{{reason}}',
    asks_other: '{{name}}申请延期 {{count}} 天：{{reason}}',
    taken: {
      follow: '「{{name}}」因 {{days}} 天未跟进，已回到{{pool}}。',
      sign: '「{{name}}」因 {{days}} 天未成交，已回到{{pool}}。',
    },
    takenMany: {
      customer_one: '您有 {{count}} 个客户超期，已回到公海：{{names}}。',
      customer_other: '您有 {{count}} 个客户超期，已回到公海：{{names}}。',
      lead_one: '您有 {{count}} 条线索超期，已回到公海：{{names}}。',
      lead_other: '您有 {{count}} 条线索超期，已回到公海：{{names}}。',
    },
    warnMany: {
      customer_one: '您有 {{count}} 个客户快要回公海了：{{names}}。在“今日”里可以逐个跟进或申请延期。',
      customer_other: '您有 {{count}} 个客户快要回公海了：{{names}}。在“今日”里可以逐个跟进或申请延期。',
      lead_one: '您有 {{count}} 条线索快要回公海了：{{names}}。在“今日”里可以逐条跟进或申请延期。',
      lead_other: '您有 {{count}} 条线索快要回公海了：{{names}}。在“今日”里可以逐条跟进或申请延期。',
    },
    slept_one: '{{count}} 个客户长期没有往来，已转为沉睡：{{names}}。写一条跟进就能唤醒。',
    slept_other: '{{count}} 个客户长期没有往来，已转为沉睡：{{names}}。写一条跟进就能唤醒。',
    quiet: {
      title: '公海提醒',
      line: '{{pool}}：{{parts}}（{{names}}）',
      and: '，',
      comma: '、',
      follow: {
        customer_one: '{{count}} 个客户 {{days}} 天没有跟进',
        customer_other: '{{count}} 个客户 {{days}} 天没有跟进',
        lead_one: '{{count}} 条线索 {{days}} 天没有跟进',
        lead_other: '{{count}} 条线索 {{days}} 天没有跟进',
      },
      sign: {
        customer_one: '{{count}} 个客户 {{days}} 天没有成交',
        customer_other: '{{count}} 个客户 {{days}} 天没有成交',
        lead_one: '{{count}} 条线索 {{days}} 天没有转化',
        lead_other: '{{count}} 条线索 {{days}} 天没有转化',
      },
    },
  },
} as const
