/** Words for deadlines, locks and extensions, inside the topics that they belong to. */
export const clockParts = {
  action: {
    pool: {
      extend: { label: '延期', done: '「{{name}}」已延期 {{days}} 天，最早 {{until}} 到期' },
      askExtension: { label: '申请延期', done: '已向{{approvers}}申请，审批前「{{name}}」不会被回收' },
      agreeExtension: { label: '同意延期', done: '已同意，「{{name}}」最早 {{until}} 到期' },
      refuseExtension: { label: '不同意延期', done: '没有同意「{{name}}」延期' },
    },
    record: {
      lock: { label: '锁定', done: '「{{name}}」已锁定，不会被规则回收' },
      unlock: { label: '解锁', done: '「{{name}}」已解锁，重新按规则计时' },
    },
  },
  history: {
    pool: {
      extend: '延长了期限',
      askExtension: '申请延期',
      agreeExtension: '同意延期',
      refuseExtension: '没有同意延期',
    },
    record: { lock: '锁定', unlock: '解锁' },
    customer: { sleep: '长期没有往来，转为沉睡' },
  },
  error: {
    noDeadline: '「{{record}}」现在没有期限，不需要延期。',
    extensionAsked: '「{{record}}」的延期申请还在等组长处理，处理前不会被回收。',
    handsChanged: '「{{record}}」已不在申请人名下，不用处理了。',
    lockLimit: '您在「{{pool}}」已锁定 {{locked}} 个，最多 {{limit}} 个。先解锁一个，或请组长帮您锁定。',
  },
  card: {
    source: '{{name}}申请延期',
    days: '申请延期',
    daysValue_one: '{{count}} 天',
    daysValue_other: '{{count}} 天',
    due: { follow: '回公海时间', sign: '签单期限', dormant: '转沉睡时间' },
    reason: '理由',
    agree: '同意',
    refuse: '不同意',
    gone: '已不在{{name}}名下',
    agreed: '{{name}}已同意 · {{time}}',
    rejected: '{{name}}没有同意 · {{time}}：{{reason}}',
    told: {
      agreed_one: '「{{record}}」延期 {{count}} 天，{{name}}已同意。',
      agreed_other: '「{{record}}」延期 {{count}} 天，{{name}}已同意。',
      rejected_one: '「{{record}}」延期 {{count}} 天，{{name}}没有同意：{{reason}}',
      rejected_other: '「{{record}}」延期 {{count}} 天，{{name}}没有同意：{{reason}}',
    },
  },
  bot: {
    ask: '不同意延期的理由？直接回复一句话就行。',
    title: '不同意的理由',
    choice: { tooLong: '已经拖得太久', noProgress: '没有实际进展', colleague: '换同事跟进' },
  },
  field: {
    heldSince: '接手时间',
    signDue: '签单期限',
    lockedAt: '锁定时间',
    lockedBy: '锁定人',
    extensionAskedAt: '申请延期时间',
  },
  leadField: { signDue: '转化期限' },
  customerField: { dormantDue: '转沉睡时间', dealAt: '最近成交', dormantSince: '沉睡时间' },
  poolField: {
    recycleCooperating: '合作中的也回收',
    dealDays: '未成交多少天后回收',
    dormantDays: '多少天没有往来转沉睡',
    remindFollowDays: '未跟进多少天提醒管理员',
    remindDealDays: '未成交多少天提醒管理员',
    lockLimit: '每人最多锁定',
  },
} as const
