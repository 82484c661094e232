import type { DingtalkCorp } from '@gonghai/bot/sandbox/stand-ins'
import template from '../../../bot/src/platforms/dingtalk/card-template.json' with { type: 'json' }

/** An organisation whose administrator has built the card template from the list that Gonghai ships. */
export function buildDingtalkCorp(): DingtalkCorp {
  return {
    corpId: 'dingcorp',
    name: '恒测仪器',
    apps: [
      {
        appKey: 'dingkey',
        appSecret: 'ding-secret-value',
        agentId: 77,
        name: '公海助手',
        trustedDomains: ['crm.test'],
        templates: { 'gonghai.schema': { variables: template.variables.map(({ name }) => name) } },
      },
      {
        appKey: 'other',
        appSecret: 'other-secret',
        agentId: 78,
        name: '别的',
        trustedDomains: [],
        templates: {},
      },
    ],
    departments: [
      { id: 1, name: '恒测仪器' },
      { id: 2, parentId: 1, name: '华东销售部' },
      { id: 3, parentId: 2, name: '苏州组' },
    ],
    people: [
      { userId: 'zhou', unionId: 'un-zhou', name: '周建国', departments: [1], title: '销售总监', leads: [1] },
      {
        userId: 'chenli',
        unionId: 'un-chenli',
        name: '陈立',
        departments: [2],
        title: '销售主管',
        leads: [2],
      },
      { userId: 'xiaolin', unionId: 'un-xiaolin', name: '张晓琳', departments: [3], leaderUserId: 'chenli' },
      { userId: 'gone', unionId: 'un-gone', name: '离职', departments: [2], active: false },
    ],
  }
}

/** Values of an open approval card with two buttons, a choice and a field. */
export function buildValues(change: Record<string, string> = {}): Record<string, string> {
  return {
    state: 'open',
    source: '合同审批 · 第 2 步 / 2',
    flag: '低于底价 3%',
    title: '苏州恒远电子 ¥ 486,000.00',
    fact1Label: '申请人',
    fact1Value: '张晓琳 · 华东销售部',
    url: 'http://crm.test/#/r/contract/1',
    button1Text: '同意',
    button1Key: 'approval.agree',
    button1Style: 'primary',
    button2Text: '驳回',
    button2Key: 'approval.reject',
    button2Style: 'danger',
    choiceKey: 'reason',
    choiceTitle: '理由',
    choiceOptions: '[{"id":"price","text":"价格"}]',
    inputKey: 'comment',
    inputTitle: '意见',
    ...change,
  }
}
