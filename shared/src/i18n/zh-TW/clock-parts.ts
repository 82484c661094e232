/** Words for deadlines, locks and extensions, inside the topics that they belong to. */
export const clockParts = {
  action: {
    pool: {
      extend: { label: '延期', done: '「{{name}}」已延期 {{days}} 天，最早 {{until}} 到期' },
      askExtension: { label: '申請延期', done: '已向{{approvers}}申請，審批前「{{name}}」不會被回收' },
      agreeExtension: { label: '同意延期', done: '已同意，「{{name}}」最早 {{until}} 到期' },
      refuseExtension: { label: '不同意延期', done: '沒有同意「{{name}}」延期' },
    },
    record: {
      lock: { label: '鎖定', done: '「{{name}}」已鎖定，不會被規則回收' },
      unlock: { label: '解鎖', done: '「{{name}}」已解鎖，重新按規則計時' },
    },
  },
  history: {
    pool: {
      extend: '延長了期限',
      askExtension: '申請延期',
      agreeExtension: '同意延期',
      refuseExtension: '沒有同意延期',
    },
    record: { lock: '鎖定', unlock: '解鎖' },
    customer: { sleep: '長期沒有往來，轉為沉睡' },
  },
  error: {
    noDeadline: '「{{record}}」現在沒有期限，不需要延期。',
    extensionAsked: '「{{record}}」的延期申請還在等組長處理，處理前不會被回收。',
    handsChanged: '「{{record}}」已不在申請人名下，不用處理了。',
    lockLimit: '您在「{{pool}}」已鎖定 {{locked}} 個，最多 {{limit}} 個。先解鎖一個，或請組長幫您鎖定。',
  },
  card: {
    source: '{{name}}申請延期',
    days: '申請延期',
    daysValue_one: '{{count}} 天',
    daysValue_other: '{{count}} 天',
    due: { follow: '回公海時間', sign: '簽單期限', dormant: '轉沉睡時間' },
    reason: '理由',
    agree: '同意',
    refuse: '不同意',
    gone: '已不在{{name}}名下',
    agreed: '{{name}}已同意 · {{time}}',
    rejected: '{{name}}沒有同意 · {{time}}：{{reason}}',
    told: {
      agreed_one: '「{{record}}」延期 {{count}} 天，{{name}}已同意。',
      agreed_other: '「{{record}}」延期 {{count}} 天，{{name}}已同意。',
      rejected_one: '「{{record}}」延期 {{count}} 天，{{name}}沒有同意：{{reason}}',
      rejected_other: '「{{record}}」延期 {{count}} 天，{{name}}沒有同意：{{reason}}',
    },
  },
  bot: {
    ask: '不同意延期的理由？直接回復一句話就行。',
    title: '不同意的理由',
    choice: { tooLong: '已經拖得太久', noProgress: '沒有實際進展', colleague: '換同事跟進' },
  },
  field: {
    heldSince: '接手時間',
    signDue: '簽單期限',
    lockedAt: '鎖定時間',
    lockedBy: '鎖定人',
    extensionAskedAt: '申請延期時間',
  },
  leadField: { signDue: '轉化期限' },
  customerField: { dormantDue: '轉沉睡時間', dealAt: '最近成交', dormantSince: '沉睡時間' },
  poolField: {
    recycleCooperating: '合作中的也回收',
    dealDays: '未成交多少天後回收',
    dormantDays: '多少天沒有往來轉沉睡',
    remindFollowDays: '未跟進多少天提醒管理員',
    remindDealDays: '未成交多少天提醒管理員',
    lockLimit: '每人最多鎖定',
  },
} as const
