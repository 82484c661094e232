import type { Calendar } from './calendar'
import type { Act } from './stage'

/** What each department is for. */
const attributes: readonly (readonly [name: string, attribute: string])[] = [
  ['销售中心', 'sales'],
  ['华东销售部', 'sales'],
  ['苏锡组', 'sales'],
  ['沪浙组', 'sales'],
  ['华南销售部', 'sales'],
  ['商务财务部', 'office'],
  ['服务部', 'service'],
]

/** Position, its department, the position that it reports to, and who fills it. */
const positions: readonly (readonly [
  name: string,
  department: string,
  above: string | null,
  holders: readonly string[],
])[] = [
  ['总经理', '恒测仪器', null, ['hezhiyuan']],
  ['销售总监', '销售中心', '总经理', ['zhoujianguo']],
  ['华东销售部经理', '华东销售部', '销售总监', ['sunlihua']],
  ['苏锡组组长', '苏锡组', '华东销售部经理', ['chenli']],
  ['苏锡客户经理', '苏锡组', '苏锡组组长', ['zhangxiaolin', 'xuhao']],
  ['沪浙客户经理', '沪浙组', '华东销售部经理', ['liqian', 'danielreed']],
  ['华南销售部经理', '华南销售部', '销售总监', ['wanglei']],
  ['华南客户经理', '华南销售部', '华南销售部经理', ['linxiaofeng']],
  ['财务经理', '商务财务部', '总经理', ['zhaomin']],
  ['服务部主管', '服务部', '总经理', ['zhengjie']],
  ['服务工程师', '服务部', '服务部主管', ['liushifu']],
]

/** The general manager draws the company: what departments are for, positions with their reporting lines, who fills them. */
export function organisationActs(calendar: Calendar, firstDay: number): Act[] {
  const at = calendar.past(firstDay, '08:25')
  return [
    {
      at,
      async run(stage) {
        const rows = await stage.tx.query<{ id: string; name: string }>('select id, name from department')
        const departments = new Map(rows.map(row => [row.name, row.id]))
        for (const [name, attribute] of attributes)
          await stage.act(at, 'hezhiyuan', 'department.change', {
            department: departments.get(name),
            attribute,
          })
        const people = await stage.tx.query<{ id: string; key: string }>(
          'select distinct employee_id as id, user_id as key from identity',
        )
        const idOf = new Map(people.map(row => [row.key, row.id]))
        const made = new Map<string, string>()
        for (const [name, department, above, holders] of positions) {
          const { id } = await stage.act(at, 'hezhiyuan', 'position.create', {
            name,
            department: departments.get(department),
            reportsTo: above ? made.get(above) : undefined,
          })
          made.set(name, String(id))
          for (const key of holders)
            await stage.act(at, 'hezhiyuan', 'employee.change', {
              employee: idOf.get(key),
              position: String(id),
            })
        }
      },
    },
  ]
}
