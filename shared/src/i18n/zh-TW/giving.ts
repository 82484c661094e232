/** Words for claims that wait for a word, for new customers under review, and for which pool a record goes to. */
export const giving = {
  action: {
    pool: {
      claim: {
        label: '領取',
        done: '已領取「{{name}}」',
        asked: '已申請領取「{{name}}」，等待{{reviewers}}審核',
      },
      assign: {
        label: '分配',
        done: '已將「{{name}}」分配給{{to}}',
        asked: '已申請把「{{name}}」分配給{{to}}，等待{{reviewers}}審核',
      },
      directAssign: { label: '直接分配', done: '已將「{{name}}」直接分配給{{to}}' },
      agreeClaim: { label: '同意領取', done: '已同意，「{{name}}」歸{{to}}' },
      rejectClaim: { label: '不同意', done: '已拒絕，「{{name}}」留在公海' },
      withdrawClaim: { label: '撤回申請', done: '已撤回對「{{name}}」的申請' },
      passOnReviews: { label: '轉交待審核', done: '已將 {{count}} 條待審核轉給{{to}}' },
      retire: {
        label: '停用',
        done: '「{{name}}」已停用',
        emptied: '「{{name}}」已停用，{{moved}} 條記錄轉到「{{to}}」',
        moving: '已轉走 {{moved}} 條，還剩 {{left}} 條。數量較大，請再按一次「停用」繼續。',
      },
      setRoutes: { label: '儲存分流規則', done: '分流規則已儲存' },
    },
    customer: {
      review: { label: '審核通過', done: '「{{name}}」已通過審核' },
      rejectReview: { label: '審核不通過', done: '「{{name}}」未通過審核' },
      submitReview: {
        label: '重新提交審核',
        done: '「{{name}}」已重新提交，等待{{reviewers}}審核',
        counted: '「{{name}}」現在不需要審核，已生效',
      },
    },
  },
  history: {
    pool: {
      directAssign: '直接分配了負責人',
      agreeClaim: '同意了跨組領取',
      rejectClaim: '沒有同意跨組領取',
      withdrawClaim: '撤回了領取申請',
      passOnReviews: '審核人離職，轉給上級',
      retire: '停用了公海',
      setRoutes: '修改了分流規則',
    },
    customer: {
      review: '審核通過',
      rejectReview: '審核不通過',
      submitReview: '重新提交審核',
    },
    /** Inside a record's history. */
    note: {
      claimAsked: '{{name}}申請領取，等待{{reviewers}}審核',
      assignAsked: '申請分配給{{name}}，等待{{reviewers}}審核',
      reviewAsked: '新客戶，等待{{reviewers}}審核',
    },
  },
  error: {
    /** Behind a figure of the limits below. */
    alsoWaiting: '、待審核 {{count}} 個',
    discardNotAllowed: '只有公海管理員和組長能刪除公海裡的記錄。',
    undoLimit: '您今天在「{{pool}}」已撤銷 {{limit}} 次領取，不能再撤銷。需要的話請放回公海。',
    wrongPoolKind: '「{{pool}}」不收這類記錄：客戶只能放進客戶公海，線索只能放進線索公海。',
    poolInUse:
      '「{{pool}}」裡還有 {{lying}} 條沒有負責人、{{held}} 條在同事名下，另有 {{routes}} 條分流規則指向它。請選一個接收的公海，再停用。',
    lastDefaultPool:
      '「{{pool}}」是預設公海，沒有負責人的記錄要有地方去。請在另一個公海裡開啟「預設公海」，這裡會自動關閉。',
    assignNotAllowed: '您不是「{{pool}}」的管理員，也沒有下屬，不能分配。',
    notInGroup: '{{name}}不在您的組裡。組長只能分配給本組的人，跨組請找「{{pool}}」的管理員。',
    reviewWaits: '「{{record}}」已有人申請，正在等待審核，暫時不能領取或分配。',
    claimantLimited: '{{name}}現在不能得到這條記錄：{{reason}}',
    recordLocked: '「{{record}}」已鎖定。請先解鎖；組長可以在確認後強制退回。',
    customerUnreviewed: '客戶「{{record}}」還沒有通過審核，通過後才能繼續。',
    nothingToReview: '「{{record}}」現在不需要提交審核。',
    /** Which limit the claimer has reached, said to the reviewer; inside `claimantLimited`. */
    claimant: {
      holdLimit: '從「{{pool}}」已持有 {{held}} 個{{waiting}}，上限 {{limit}} 個。',
      assigneeFull: '從「{{pool}}」已持有 {{held}} 個{{waiting}}，上限 {{limit}} 個。',
      dayLimit:
        '今天已從「{{pool}}」領取 {{claimed}} 個{{waiting}}，每天上限 {{limit}} 個，{{lifts}} 起可再領取。',
      recordLimit: '已領取過 {{claimed}} 次，同一條上限 {{limit}} 次。{{lifts}}',
    },
  },
  card: {
    poolReview: {
      claimSource: '{{pool}} · 跨組領取待審核',
      assignSource: '{{pool}} · 跨組分配待審核',
      newSource: '{{pool}} · 新客戶待審核',
      claimant: '領取人',
      asker: '申請人',
      lastOwner: '上次負責',
      group: '原屬小組',
      groupOf: '{{name}}組',
      agree: '同意',
      reject: '不同意',
      pass: '通過',
      fail: '不通過',
      open: '檢視',
      agreed: '{{name}}已同意 · {{time}}',
      rejected: '{{name}}未同意 · {{time}}：{{reason}}',
      withdrawn: '申請人已撤回 · {{time}}',
      overruled: '{{name}}已直接分配 · {{time}}',
      passed: '{{name}}已審核通過 · {{time}}',
      failed: '{{name}}審核不通過 · {{time}}：{{reason}}',
      gone: '已不需要審核',
      claimAgreed: '{{name}}同意了，「{{record}}」歸您了。',
      claimRejected: '{{name}}沒有同意您領取「{{record}}」：{{reason}}',
      assignAgreed: '{{name}}同意了，「{{record}}」已歸{{to}}。',
      assignRejected: '{{name}}沒有同意把「{{record}}」分配給{{to}}：{{reason}}',
      overruledNotice: '「{{record}}」已由{{name}}直接分配，您的申請結束。',
      customerPassed: '您新增的客戶「{{record}}」已由{{name}}審核通過。',
      customerFailed: '您新增的客戶「{{record}}」沒有通過{{name}}的審核：{{reason}}',
      waits: '{{name}}已申請領取，等待審核',
    },
    customerApproval: { industry: '行業', region: '地區', phone: '電話', pool: '公海', number: '客戶編號' },
  },
  today: {
    askedAt: '{{time}} 申請',
    claimReview: '{{name}}要領取 · {{pool}}',
    assignReview: '要分配給{{name}} · {{pool}}',
    newReview: '{{name}}新增 · {{pool}}',
  },
  bot: { pick: { assignee: '「{{title}}」分配給誰？回覆序號：' } },
  /** Marks on rows and heads. */
  mark: {
    reviews: '待審核客戶公海 {{count}}',
    claimWaits: '{{name}}申請領取，待審核',
    unreviewed: '待審核',
    unreviewedRejected: '審核未通過',
  },
} as const
