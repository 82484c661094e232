import type { WecomCorp } from '@gonghai/bot/sandbox/stand-ins'

/** Settings as published with the official vectors, so that keys are of the real form. */
export const callbackKeys = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

export function buildWecomCorp(change: Partial<WecomCorp['apps'][number]> = {}): WecomCorp {
  return {
    corpId: 'ww00000000000000aa',
    name: '恒测仪器',
    apps: [
      {
        agentId: 1000002,
        secret: 'wecom-secret',
        name: '公海助手',
        trustedDomains: ['crm.test'],
        callbackUrl: 'http://127.0.0.1:9/unset',
        ...callbackKeys,
        ...change,
      },
      { agentId: 1000003, secret: 'other-secret', name: '别的应用', trustedDomains: [] },
    ],
    departments: [
      { id: 1, parentId: 0, name: '恒测仪器' },
      { id: 2, parentId: 1, name: '华东销售部' },
      { id: 3, parentId: 2, name: '苏州组' },
    ],
    people: [
      { userId: 'ZhangXiaolin', name: '张晓琳', departments: [3], title: '客户经理', leaderUserId: 'chenli' },
      { userId: 'chenli', name: '陈立', departments: [2], title: '销售主管', leads: [2] },
      { userId: 'zhou', name: '周建国', departments: [1], title: '销售总监', leads: [1] },
      { userId: 'gone', name: '离职', departments: [2], active: false },
    ],
  }
}

export function buildCard(change: Record<string, unknown> = {}) {
  return {
    card_type: 'button_interaction',
    source: { desc: '华东大区公海 · 新客户' },
    main_title: { title: '苏州精研仪器有限公司', desc: '三坐标测量机 2 台' },
    horizontal_content_list: [{ keyname: '行业', value: '精密仪器' }],
    card_action: { type: 1, url: 'http://crm.test/#/r/customer/1' },
    task_id: 'copy-1',
    button_list: [
      { text: '领取', style: 1, key: 'pool.claim' },
      { text: '查看', type: 1, url: 'http://crm.test/#/r/customer/1' },
    ],
    ...change,
  }
}
