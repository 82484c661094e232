/** What becomes of a contract after it was written. */
export type Outcome =
  | { kind: 'draft' }
  | { kind: 'withdrawn' }
  /** In approval, after so many agreements. */
  | { kind: 'pending'; agreed: number; comments?: string[]; submittedMinutesAgo?: number }
  | { kind: 'effective' }
  | { kind: 'rejected'; agreed: number; reason: string; thenVoid?: string }
  | { kind: 'void'; reason: string }

export interface ContractPlan {
  owner: string
  /** Working days back on which it is written; it is submitted the day after. */
  day: number
  /** Model, quantity, percent of the list price. */
  lines: readonly (readonly [model: string, quantity: number, discount: string])[]
  outcome: Outcome
  /** Name of the customer, where the story names it. */
  customer?: string
}

const effective: Outcome = { kind: 'effective' }
const draft: Outcome = { kind: 'draft' }

/** All 30, oldest first. */
export const contractPlans: readonly ContractPlan[] = [
  {
    owner: 'liqian',
    day: 41,
    lines: [
      ['CMM-800', 1, '95.00'],
      ['TRN-2', 1, '100.00'],
    ],
    outcome: effective,
  },
  { owner: 'zhangxiaolin', day: 40, lines: [['MNT-1', 2, '95.00']], outcome: effective },
  {
    owner: 'linxiaofeng',
    day: 39,
    lines: [
      ['VMS-400', 2, '94.00'],
      ['HM-SPC', 1, '90.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'danielreed',
    day: 37,
    lines: [
      ['CMM-1200', 1, '96.00'],
      ['SP-25', 1, '95.00'],
    ],
    outcome: effective,
  },
  { owner: 'chenli', day: 35, lines: [['GMC-350', 1, '93.00']], outcome: effective },
  {
    owner: 'xuhao',
    day: 34,
    lines: [
      ['HGT-600', 2, '95.00'],
      ['GRN-02', 2, '90.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'linxiaofeng',
    day: 33,
    lines: [['VMS-300', 1, '82.00']],
    outcome: { kind: 'rejected', agreed: 0, reason: '低于底价 8 个点，客户也没承诺后续量，价格重谈' },
  },
  {
    owner: 'wanglei',
    day: 31,
    lines: [
      ['CMM-2000', 1, '92.00'],
      ['MNT-1', 3, '100.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'zhangxiaolin',
    day: 29,
    lines: [
      ['CMM-500', 1, '94.00'],
      ['FIX-SET', 2, '95.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'xuhao',
    day: 27,
    lines: [['CMM-800', 2, '92.00']],
    outcome: {
      kind: 'rejected',
      agreed: 1,
      reason: '付款条件 1-2-7，发货前只收三成，风险太大，请改为 3-6-1',
    },
  },
  {
    owner: 'liqian',
    day: 26,
    lines: [
      ['RND-200', 1, '96.00'],
      ['PRF-100', 1, '96.00'],
    ],
    outcome: effective,
  },
  { owner: 'danielreed', day: 24, lines: [['HM-SPC', 5, '88.00']], outcome: effective },
  {
    owner: 'chenli',
    day: 22,
    lines: [
      ['RET-1', 1, '95.00'],
      ['PH-20', 1, '95.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'zhangxiaolin',
    day: 20,
    lines: [
      ['VMS-400', 1, '96.00'],
      ['TRN-2', 1, '100.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'sunlihua',
    day: 19,
    lines: [['LTS-30', 1, '95.00']],
    outcome: { kind: 'void', reason: '客户改为租赁，合同作废' },
  },
  {
    owner: 'linxiaofeng',
    day: 17,
    lines: [
      ['CMM-800', 1, '93.00'],
      ['ST-KIT', 4, '90.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'xuhao',
    day: 15,
    lines: [
      ['CMM-800', 2, '93.00'],
      ['MNT-1', 2, '95.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'danielreed',
    day: 13,
    lines: [['CMM-2000', 1, '90.00']],
    outcome: {
      kind: 'rejected',
      agreed: 1,
      reason: '毛利过低，总部框架价未谈定前不签',
      thenVoid: 'Budget moved to next year, cancelled by the customer',
    },
  },
  {
    owner: 'zhangxiaolin',
    day: 11,
    lines: [
      ['CAL-1', 6, '95.00'],
      ['MNT-1', 1, '100.00'],
    ],
    outcome: effective,
  },
  {
    owner: 'liqian',
    day: 9,
    lines: [['HM-PRO', 1, '100.00']],
    outcome: { kind: 'void', reason: '与旧合同重复录入，作废' },
  },
  { owner: 'xuhao', day: 8, lines: [['PRF-100', 1, '95.00']], outcome: { kind: 'withdrawn' } },
  { owner: 'linxiaofeng', day: 6, lines: [['VMS-400', 1, '95.00']], outcome: draft },
  {
    owner: 'zhangxiaolin',
    day: 3,
    lines: [
      ['CMM-800', 2, '88.00'],
      ['MNT-1', 1, '89.50'],
    ],
    customer: '苏州恒远电子有限公司',
    outcome: { kind: 'pending', agreed: 1, comments: ['竞品报价 47 万，这个价能拿下'] },
  },
  {
    owner: 'liqian',
    day: 3,
    lines: [
      ['CMM-500', 1, '95.00'],
      ['SP-25', 1, '95.00'],
      ['HM-PRO', 1, '95.00'],
    ],
    outcome: { kind: 'pending', agreed: 2, comments: ['老客户复购，同意', '预付三成已到账，同意'] },
  },
  {
    owner: 'xuhao',
    day: 2,
    lines: [
      ['CMM-500', 1, '93.00'],
      ['FIX-SET', 2, '95.00'],
    ],
    outcome: { kind: 'pending', agreed: 0, submittedMinutesAgo: 130 },
  },
  {
    owner: 'linxiaofeng',
    day: 2,
    lines: [['VMS-300', 1, '86.00']],
    outcome: { kind: 'pending', agreed: 0 },
  },
  {
    owner: 'zhangxiaolin',
    day: 2,
    lines: [
      ['MNT-1', 2, '95.00'],
      ['CAL-1', 2, '100.00'],
    ],
    outcome: { kind: 'pending', agreed: 0, submittedMinutesAgo: 45 },
  },
  { owner: 'zhangxiaolin', day: 2, lines: [['RND-200', 1, '95.00']], outcome: draft },
  { owner: 'liqian', day: 1, lines: [['VMS-300', 2, '95.00']], outcome: draft },
  { owner: 'wanglei', day: 1, lines: [['GMC-350', 1, '96.00']], outcome: draft },
]
