/** Words for what waits for somebody's answer for too long. Keys: waiting.… */
export const waiting = {
  waiting: {
    elsewhere: '已轉給現在負責的人處理',
    extension: {
      one: '{{name}}為「{{record}}」申請延期已等了一天，請處理。',
      several: '有 {{count}} 個延期申請已等了一天，請處理。',
    },
    review: {
      claim: '「{{record}}」的領取申請已等了一天，請審核。',
      assign: '「{{record}}」的分配申請已等了一天，請審核。',
      newCustomer: '新客戶「{{record}}」已等了一天，請審核。',
      several: '有 {{count}} 條待審核客戶已等了一天，請處理。',
      raised: '「{{record}}」的申請 {{count}} 天沒有回音，已同時請{{names}}審核。',
    },
  },
} as const
