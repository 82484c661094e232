import type { ApprovalView, ListAnswer, MeAnswer, RecordView } from '@gonghai/shared/client/api'

/** The reader: a salesperson on WeCom. */
export const buildMe = (change: Partial<MeAnswer> = {}): MeAnswer => ({
  id: 'employee-1',
  name: '张晓琳',
  title: '客户经理',
  department: { id: 'department-1', name: '华东销售一部' },
  organisation: '恒测精密',
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  roles: ['客户经理'],
  platform: 'wecom',
  ...change,
})

/** A customer of the reader. */
export const buildCustomer = (change: Partial<RecordView> = {}): RecordView => ({
  id: 'customer-1',
  object: 'customer',
  number: 'KH-20261121-0001',
  version: 3,
  title: '苏州恒远电子有限公司',
  values: {
    name: '苏州恒远电子有限公司',
    stage: 'following',
    phone: '13800138000',
    industry: 'electronics',
    interest: '三坐标测量机 2 台',
    level: 'A',
    owner: 'employee-1',
  },
  references: { owner: { id: 'employee-1', name: '张晓琳' } },
  createdAt: '2026-11-01T02:00:00.000Z',
  createdBy: { id: 'employee-1', name: '张晓琳' },
  updatedAt: '2026-11-20T02:00:00.000Z',
  masked: [],
  allowed: ['customer.update', 'pool.release', 'followUp.create'],
  blocked: {},
  ...change,
})

/** The same company while it waits in a pool. */
export const buildPooled = (change: Partial<RecordView> = {}): RecordView =>
  buildCustomer({
    values: { name: '苏州恒远电子有限公司', stage: 'potential', industry: 'electronics', pool: 'pool-1' },
    references: { pool: { id: 'pool-1', name: '华东大区公海' } },
    masked: ['phone'],
    allowed: ['pool.claim'],
    ...change,
  })

/** A pool that the reader belongs to. */
export const buildPool = (): RecordView =>
  buildCustomer({
    id: 'pool-1',
    object: 'pool',
    title: '华东大区公海',
    values: { name: '华东大区公海', kind: 'customer', claimRule: 'claim' },
    references: {},
    allowed: [],
  })

/** One page of a list. */
export const buildList = (rows: RecordView[], change: Partial<ListAnswer> = {}): ListAnswer => ({
  rows,
  next: null,
  count: rows.length,
  ...change,
})

/** A matter in its second step, waiting for the reader. */
export const buildApproval = (change: Partial<ApprovalView> = {}): ApprovalView => ({
  id: 'approval-1',
  flow: '合同审批',
  object: 'contract',
  recordId: 'contract-1',
  title: '三坐标测量机采购合同',
  number: 'HT-20261118-0003',
  facts: [{ label: '合同金额', value: '¥486,000.00' }],
  applicant: { id: 'employee-1', name: '张晓琳' },
  state: 'pending',
  createdAt: '2026-11-20T06:00:00.000Z',
  steps: [
    {
      name: '部门主管',
      mode: 'any',
      state: 'done',
      approvers: [
        {
          person: { id: 'employee-4', name: '李倩' },
          state: 'agreed',
          at: '2026-11-20T08:00:00.000Z',
          comment: '建议同意',
        },
        { person: { id: 'employee-3', name: '王磊' }, state: 'skipped', at: null, comment: null },
      ],
    },
    {
      name: '总监与财务',
      mode: 'all',
      state: 'current',
      approvers: [
        { person: { id: 'employee-5', name: '周建国' }, state: 'waiting', at: null, comment: null },
        { person: { id: 'employee-6', name: '赵敏' }, state: 'waiting', at: null, comment: null },
      ],
    },
  ],
  allowed: ['approval.agree', 'approval.reject'],
  ...change,
})
