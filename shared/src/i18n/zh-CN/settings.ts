import { duplicateParts } from './duplicates'
import { relationParts } from './relation-parts'

/** The administration: its pages, and what their settings mean. */
export const settings = {
  settings: {
    title: '管理',
    group: {
      people: '组织与人员',
      access: '权限',
      rules: '规则',
      data: '数据',
    },
    section: {
      ...relationParts.settings.section,
      ...duplicateParts.settings.section,
      roles: { label: '角色与权限', hint: '谁能用哪些功能、看到谁的数据' },
      matrix: { label: '权限总表', hint: '一张表看清谁能做什么' },
      explain: { label: '为什么看不到', hint: '查一位同事为什么看不到某条数据' },
      requests: { label: '权限申请', hint: '同事申请查看的数据，批准或谢绝' },
    },
    none: '没有您可以设置的内容',
    history: {
      title: '修改记录',
      none: '还没有修改过',
      system: '系统',
      more: '更早的修改',
    },
    field: {
      ...relationParts.settings.field,
      ...duplicateParts.settings.field,
      role: {
        name: '名称',
        key: '标识',
      },
    },
  },
}
