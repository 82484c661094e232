import type { Calendar } from './calendar'
import type { CustomerPlan } from './customer-plan'
import type { Act } from './stage'

/** Due so many days from today (0 = today, below = missed). */
type Row = [
  owner: string,
  title: string,
  due: number,
  time: string,
  priority: 'high' | 'middle' | 'low' | 'none',
  state: 'open' | 'done',
  about?: 'own' | 'hengyuan',
]

const rows: readonly Row[] = [
  ['zhangxiaolin', '给恒远陈工回话：合同审批结果', 0, '10:30', 'high', 'open', 'hengyuan'],
  ['zhangxiaolin', '准备 CMM-800 样件测试报告', 0, '17:00', 'middle', 'open', 'own'],
  ['zhangxiaolin', '更新本月拜访计划', 3, '18:00', 'none', 'open'],
  ['zhangxiaolin', '寄标准版样本两套', -6, '17:00', 'low', 'done', 'own'],
  ['xuhao', '补齐合同付款条件说明', -2, '18:00', 'high', 'open'],
  ['xuhao', '约客户来展厅看机', 2, '12:00', 'middle', 'open', 'own'],
  ['xuhao', '整理公海领来的四家客户资料', -9, '18:00', 'none', 'done'],
  ['chenli', '组内周会：过一遍公海和回收名单', 1, '09:00', 'middle', 'open'],
  ['chenli', '陪张晓琳去恒远谈二期', 5, '14:00', 'middle', 'open', 'hengyuan'],
  ['liqian', '催三家的预付款', 0, '16:00', 'high', 'open'],
  ['liqian', '投标文件：影像测量仪', 6, '17:30', 'high', 'open', 'own'],
  ['liqian', '把昆山的客户交接给苏锡组', -20, '18:00', 'none', 'done'],
  ['danielreed', 'Send calibration certificates in English', 1, '12:00', 'middle', 'open', 'own'],
  ['danielreed', 'Prepare reference visit', 8, '10:00', 'low', 'open', 'own'],
  ['sunlihua', '华东区下月预测交给周总', 2, '18:00', 'high', 'open'],
  ['wanglei', '东莞演示机调配', -1, '15:00', 'middle', 'open'],
  ['linxiaofeng', '重做 VMS-300 报价', 0, '15:30', 'high', 'open'],
  ['zhoujianguo', '审阅重点客户池，分配两家', 4, '18:00', 'middle', 'open'],
  ['qianwen', '导入展会线索', -30, '18:00', 'none', 'done'],
  ['liushifu', '恒远安装前现场确认：气源、温度、地面', 7, '09:00', 'middle', 'open', 'hengyuan'],
]

const hengyuan = '苏州恒远电子有限公司'

/** One of the owner's own customers, another for each task. */
function aboutOf(customers: readonly CustomerPlan[], owner: string, index: number): string | undefined {
  const own = customers.filter(
    plan => plan.owner === owner && plan.moves.length === 0 && plan.entry.kind === 'import',
  )
  return own[index % Math.max(1, own.length)]?.name
}

/** All 20 tasks: each written some days before, the done ones done just before they were due. */
export function taskActs(customers: readonly CustomerPlan[], calendar: Calendar): Act[] {
  return rows.flatMap(([owner, title, due, time, priority, state, plan], index) => {
    const key = `task:${index}`
    // Missed and done ones are counted in working days back.
    const dueAt = due < 0 ? calendar.past(-due, time) : calendar.ahead(due, time)
    const made = calendar.past(Math.max(1, -due) + 2 + (index % 4), '18:10')
    const about = aboutOf(plan === 'own' ? customers : [], owner, index) ?? (plan && hengyuan)
    const acts: Act[] = [
      {
        at: made,
        run: async stage => {
          const record = about ? { record: `customer:${stage.id(`customer:${about}`)}` } : {}
          const { id } = await stage.act(made, owner, 'task.create', {
            title,
            priority,
            dueAt: dueAt.toISOString(),
            ...record,
          })
          stage.remember(key, id)
        },
      },
    ]
    if (state === 'done') {
      const at = new Date(dueAt.getTime() - 3_600_000)
      acts.push({ at, run: stage => stage.act(at, owner, 'task.complete', { task: stage.id(key) }) })
    }
    return acts
  })
}
