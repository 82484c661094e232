/** Words for what waits for somebody's answer for too long. Keys: waiting.… */
export const waiting = {
  waiting: {
    elsewhere: '已转给现在负责的人处理',
    extension: {
      one: '{{name}}为「{{record}}」申请延期已等了一天，请处理。',
      several: '有 {{count}} 个延期申请已等了一天，请处理。',
    },
    review: {
      claim: '「{{record}}」的领取申请已等了一天，请审核。',
      assign: '「{{record}}」的分配申请已等了一天，请审核。',
      newCustomer: '新客户「{{record}}」已等了一天，请审核。',
      several: '有 {{count}} 条待审核客户已等了一天，请处理。',
      raised: '「{{record}}」的申请 {{count}} 天没有回音，已同时请{{names}}审核。',
    },
  },
} as const
