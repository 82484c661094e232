import type { Locale } from '@gonghai/shared/i18n'
import type { PlatformName } from '@gonghai/shared/ports/events'

/** One employee of the demo; `key` is also the user id on the chat platforms. */
export interface PersonPlan {
  key: string
  name: string
  title: string
  department: string
  leader: string | null
  mobile: string
  role: string
  on: PlatformName[]
  locale: Locale
}

type Row = [
  key: string,
  name: string,
  title: string,
  department: string,
  leader: string | null,
  mobile: string,
  role: string,
  on: PlatformName | 'both',
]

const rows: readonly Row[] = [
  ['hezhiyuan', '何志远', '总经理', 'root', null, '13906126801', 'superAdministrator', 'both'],
  ['zhoujianguo', '周建国', '销售总监', 'sales', 'hezhiyuan', '13906126802', 'departmentManager', 'both'],
  ['sunlihua', '孙丽华', '华东销售部经理', 'east', 'zhoujianguo', '13906126803', 'departmentManager', 'both'],
  ['chenli', '陈立', '苏锡组组长', 'suxi', 'sunlihua', '13906126804', 'teamLeader', 'both'],
  ['zhangxiaolin', '张晓琳', '客户经理', 'suxi', 'chenli', '13906126805', 'accountManager', 'wecom'],
  ['xuhao', '徐浩', '客户经理', 'suxi', 'chenli', '13906126806', 'accountManager', 'wecom'],
  ['liqian', '李倩', '客户经理', 'huzhe', 'sunlihua', '13906126807', 'accountManager', 'dingtalk'],
  [
    'danielreed',
    'Daniel Reed',
    'Key Account Manager',
    'huzhe',
    'sunlihua',
    '13906126808',
    'accountManager',
    'wecom',
  ],
  [
    'wanglei',
    '王磊',
    '华南销售部经理',
    'south',
    'zhoujianguo',
    '13906126809',
    'departmentManager',
    'dingtalk',
  ],
  ['linxiaofeng', '林晓峰', '客户经理', 'south', 'wanglei', '13906126810', 'accountManager', 'dingtalk'],
  ['zhaomin', '赵敏', '财务经理', 'office', 'hezhiyuan', '13906126811', 'finance', 'both'],
  ['qianwen', '钱雯', '商务专员', 'office', 'zhaomin', '13906126812', 'commerce', 'wecom'],
  ['zhengjie', '郑洁', '服务部主管', 'service', 'hezhiyuan', '13906126813', 'serviceDesk', 'dingtalk'],
  ['liushifu', '刘师傅', '服务工程师', 'service', 'zhengjie', '13906126814', 'serviceEngineer', 'wecom'],
  ['wutao', '吴涛', '服务工程师', 'service', 'zhengjie', '13906126815', 'serviceEngineer', 'dingtalk'],
]

/** Everybody at Hengce, leaders before those they lead. */
export const people: readonly PersonPlan[] = rows.map(
  ([key, name, title, department, leader, mobile, role, on]) => ({
    key,
    name,
    title,
    department,
    leader,
    mobile,
    role,
    on: on === 'both' ? ['wecom', 'dingtalk'] : [on],
    locale: key === 'danielreed' ? 'en' : 'zh-CN',
  }),
)
