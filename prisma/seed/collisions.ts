import type { Calendar } from './calendar'
import type { CustomerPlan } from './customer-plan'
import type { Act } from './stage'

/**
 * Two people meet at one company: 王磊 writes a lead down, sees that 孙丽华 has its customer under another spelling, and asks
 * to join; her answer waits (CUST-11).
 */
export function collisionActs(customers: readonly CustomerPlan[], calendar: Calendar): Act[] {
  const plan = customers.find(one => one.owner === 'sunlihua' && one.entry.kind === 'import')
  if (!plan) return []
  const company = `${plan.name.replace(/(股份)?有限公司$/, '')}（集团）股份有限公司`
  return [
    {
      at: calendar.minutesAgo(26),
      run: stage =>
        stage.act(calendar.minutesAgo(26), 'wanglei', 'lead.create', {
          name: '顾工',
          company,
          source: 'phone',
          interest: '想看一台演示机',
        }),
    },
    {
      at: calendar.minutesAgo(24),
      run: stage =>
        stage.act(calendar.minutesAgo(24), 'wanglei', 'duplicate.cooperate', {
          record: `customer:${stage.id(`customer:${plan.name}`)}`,
          reason: '他们华南的工厂也在找我，想一起跟进',
        }),
    },
  ]
}
