/** Words for claims that wait for a word, for new customers under review, and for which pool a record goes to. */
export const giving = {
  action: {
    pool: {
      claim: {
        label: '领取',
        done: '已领取「{{name}}」',
        asked: '已申请领取「{{name}}」，等待{{reviewers}}审核',
      },
      assign: {
        label: '分配',
        done: '已将「{{name}}」分配给{{to}}',
        asked: '已申请把「{{name}}」分配给{{to}}，等待{{reviewers}}审核',
      },
      directAssign: { label: '直接分配', done: '已将「{{name}}」直接分配给{{to}}' },
      agreeClaim: { label: '同意领取', done: '已同意，「{{name}}」归{{to}}' },
      rejectClaim: { label: '不同意', done: '已拒绝，「{{name}}」留在公海' },
      withdrawClaim: { label: '撤回申请', done: '已撤回对「{{name}}」的申请' },
      passOnReviews: { label: '转交待审核', done: '已将 {{count}} 条待审核转给{{to}}' },
      retire: {
        label: '停用',
        done: '「{{name}}」已停用',
        emptied: '「{{name}}」已停用，{{moved}} 条记录转到「{{to}}」',
        moving: '已转走 {{moved}} 条，还剩 {{left}} 条。数量较大，请再按一次「停用」继续。',
      },
      setRoutes: { label: '保存分流规则', done: '分流规则已保存' },
    },
    customer: {
      review: { label: '审核通过', done: '「{{name}}」已通过审核' },
      rejectReview: { label: '审核不通过', done: '「{{name}}」未通过审核' },
      submitReview: {
        label: '重新提交审核',
        done: '「{{name}}」已重新提交，等待{{reviewers}}审核',
        counted: '「{{name}}」现在不需要审核，已生效',
      },
    },
  },
  history: {
    pool: {
      directAssign: '直接分配了负责人',
      agreeClaim: '同意了跨组领取',
      rejectClaim: '没有同意跨组领取',
      withdrawClaim: '撤回了领取申请',
      passOnReviews: '审核人离职，转给上级',
      retire: '停用了公海',
      setRoutes: '修改了分流规则',
    },
    customer: {
      review: '审核通过',
      rejectReview: '审核不通过',
      submitReview: '重新提交审核',
    },
    /** Inside a record's history. */
    note: {
      claimAsked: '{{name}}申请领取，等待{{reviewers}}审核',
      assignAsked: '申请分配给{{name}}，等待{{reviewers}}审核',
      reviewAsked: '新客户，等待{{reviewers}}审核',
    },
  },
  error: {
    /** Behind a figure of the limits below. */
    alsoWaiting: '、待审核 {{count}} 个',
    discardNotAllowed: '只有公海管理员和组长能删除公海里的记录。',
    undoLimit: '您今天在「{{pool}}」已撤销 {{limit}} 次领取，不能再撤销。需要的话请放回公海。',
    wrongPoolKind: '「{{pool}}」不收这类记录：客户只能放进客户公海，线索只能放进线索公海。',
    poolInUse:
      '「{{pool}}」里还有 {{lying}} 条没有负责人、{{held}} 条在同事名下，另有 {{routes}} 条分流规则指向它。请选一个接收的公海，再停用。',
    lastDefaultPool:
      '「{{pool}}」是默认公海，没有负责人的记录要有地方去。请在另一个公海里打开「默认公海」，这里会自动关闭。',
    assignNotAllowed: '您不是「{{pool}}」的管理员，也没有下属，不能分配。',
    notInGroup: '{{name}}不在您的组里。组长只能分配给本组的人，跨组请找「{{pool}}」的管理员。',
    reviewWaits: '「{{record}}」已有人申请，正在等待审核，暂时不能领取或分配。',
    claimantLimited: '{{name}}现在不能得到这条记录：{{reason}}',
    recordLocked: '「{{record}}」已锁定。请先解锁；组长可以在确认后强制退回。',
    customerUnreviewed: '客户「{{record}}」还没有通过审核，通过后才能继续。',
    nothingToReview: '「{{record}}」现在不需要提交审核。',
    /** Which limit the claimer has reached, said to the reviewer; inside `claimantLimited`. */
    claimant: {
      holdLimit: '从「{{pool}}」已持有 {{held}} 个{{waiting}}，上限 {{limit}} 个。',
      assigneeFull: '从「{{pool}}」已持有 {{held}} 个{{waiting}}，上限 {{limit}} 个。',
      dayLimit:
        '今天已从「{{pool}}」领取 {{claimed}} 个{{waiting}}，每天上限 {{limit}} 个，{{lifts}} 起可再领取。',
      recordLimit: '已领取过 {{claimed}} 次，同一条上限 {{limit}} 次。{{lifts}}',
    },
  },
  card: {
    poolReview: {
      claimSource: '{{pool}} · 跨组领取待审核',
      assignSource: '{{pool}} · 跨组分配待审核',
      newSource: '{{pool}} · 新客户待审核',
      claimant: '领取人',
      asker: '申请人',
      lastOwner: '上次负责',
      group: '原属小组',
      groupOf: '{{name}}组',
      agree: '同意',
      reject: '不同意',
      pass: '通过',
      fail: '不通过',
      open: '查看',
      agreed: '{{name}}已同意 · {{time}}',
      rejected: '{{name}}未同意 · {{time}}：{{reason}}',
      withdrawn: '申请人已撤回 · {{time}}',
      overruled: '{{name}}已直接分配 · {{time}}',
      passed: '{{name}}已审核通过 · {{time}}',
      failed: '{{name}}审核不通过 · {{time}}：{{reason}}',
      gone: '已不需要审核',
      claimAgreed: '{{name}}同意了，「{{record}}」归您了。',
      claimRejected: '{{name}}没有同意您领取「{{record}}」：{{reason}}',
      assignAgreed: '{{name}}同意了，「{{record}}」已归{{to}}。',
      assignRejected: '{{name}}没有同意把「{{record}}」分配给{{to}}：{{reason}}',
      overruledNotice: '「{{record}}」已由{{name}}直接分配，您的申请结束。',
      customerPassed: '您新建的客户「{{record}}」已由{{name}}审核通过。',
      customerFailed: '您新建的客户「{{record}}」没有通过{{name}}的审核：{{reason}}',
      waits: '{{name}}已申请领取，等待审核',
    },
    customerApproval: { industry: '行业', region: '地区', phone: '电话', pool: '公海', number: '客户编号' },
  },
  today: {
    askedAt: '{{time}} 申请',
    claimReview: '{{name}}要领取 · {{pool}}',
    assignReview: '要分配给{{name}} · {{pool}}',
    newReview: '{{name}}新建 · {{pool}}',
  },
  bot: { pick: { assignee: '「{{title}}」分配给谁？回复序号：' } },
  /** Marks on rows and heads. */
  mark: {
    reviews: '待审核客户公海 {{count}}',
    claimWaits: '{{name}}申请领取，待审核',
    unreviewed: '待审核',
    unreviewedRejected: '审核未通过',
  },
} as const
