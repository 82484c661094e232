import type { Card } from '@gonghai/shared/ports/messages'

const claim: Card = {
  source: '华东大区公海 · 新客户',
  title: '杭州云起科技有限公司',
  subtitle: '第 3 次进入公海',
  facts: [
    { label: '行业', value: '软件' },
    { label: '地区', value: '浙江杭州' },
  ],
  url: 'https://crm.example.com/#/r/customer/1',
  buttons: [
    { key: 'pool.claim', text: '领取', style: 'primary' },
    { key: 'record.open', text: '查看', style: 'plain', url: 'https://crm.example.com/#/r/customer/1' },
  ],
}

const approval: Card = {
  source: '合同审批',
  flag: '低于底价 3%',
  title: '年度框架合同',
  facts: [{ label: '金额', value: '¥ 120,000.00' }],
  url: 'https://crm.example.com/#/r/contract/2',
  buttons: [
    { key: 'approval.agree', text: '同意', style: 'primary' },
    { key: 'approval.reject', text: '驳回', style: 'danger' },
  ],
  choice: {
    key: 'reason',
    title: '理由',
    options: [
      { id: 'price', text: '价格太低' },
      { id: 'terms', text: '条款不符' },
    ],
  },
  input: { key: 'comment', title: '意见', placeholder: '可不填' },
}

const long = '公海里的一条很长很长的消息👨‍👩‍👧‍👦'.repeat(200)

/** Every shape that a neutral card takes. */
export const sampleCards: Record<string, Card> = {
  'a claim with a link button': claim,
  'an approval with choice, field and flag': approval,
  'a notice without buttons': { ...claim, subtitle: undefined, buttons: [] },
  'a decided card': {
    ...approval,
    buttons: [],
    choice: undefined,
    input: undefined,
    outcome: '王芳 已同意 · 10:32',
  },
  'no facts': { ...claim, facts: [] },
  'too much of everything': {
    ...approval,
    source: long,
    flag: long,
    title: long,
    subtitle: long,
    facts: Array.from({ length: 9 }, () => ({ label: long, value: long })),
    buttons: Array.from({ length: 9 }, (_, index) => ({
      key: `a.${String.fromCharCode(97 + index)}`,
      text: long,
      style: 'plain' as const,
    })),
    choice: {
      key: 'reason',
      title: long,
      options: Array.from({ length: 30 }, (_, index) => ({ id: `o${index}`, text: long })),
    },
  },
}
