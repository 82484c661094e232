import { accessParts } from './access-parts'
import { clockParts } from './clock-parts'
import { customerParts } from './customer-parts'
import { duplicateParts } from './duplicates'
import { giving } from './giving'
import { organisationActs } from './organisation-acts'
import { relationParts } from './relation-parts'
import { service } from './service'
import { tableParts } from './tables'

/** Verbs: action.<name>.label on buttons, action.<name>.done in toasts, history.<name> in the timeline (who did it stands beside it). */
const generic = (name: string) => ({
  create: { label: `新建${name}`, done: `${name}已新建` },
  update: { label: '编辑', done: `${name}已保存` },
  remove: { label: '删除', done: `${name}已移入回收站` },
  restore: { label: '恢复', done: `${name}已恢复` },
})

const traces = (name: string) => ({
  create: `新建了${name}`,
  update: `修改了${name}`,
  remove: `删除了${name}`,
  restore: `恢复了${name}`,
})

export const actions = {
  action: {
    leadMapping: relationParts.action.leadMapping,
    tag: relationParts.action.tag,
    segment: relationParts.action.segment,
    relationKind: relationParts.action.relationKind,
    ...duplicateParts.action,
    ...tableParts.action,
    ...organisationActs.action,
    role: accessParts.action.role,
    access: accessParts.action.access,
    position: { ...organisationActs.action.position, ...accessParts.action.position },
    ...service.action,
    customer: {
      ...generic('客户'),
      ...giving.action.customer,
      ...clockParts.action.record,
      ...relationParts.action.customer,
      ...customerParts.action.customer,
    },
    partner: customerParts.action.partner,
    lead: {
      ...generic('线索'),
      ...relationParts.action.lead,
      ...clockParts.action.record,
    },
    contact: {
      ...generic('联系人'),
      ...relationParts.action.contact,
    },
    followUp: {
      ...generic('跟进记录'),
      create: { label: '写跟进', done: '跟进已记录' },
    },
    pool: {
      ...customerParts.action.pool,
      ...generic('公海'),
      ...giving.action.pool,
      ...clockParts.action.pool,
      recycle: { label: '回收', done: '「{{name}}」已回到公海' },
      undoClaim: { label: '撤销领取', done: '已撤销，「{{name}}」回到公海' },
      release: { label: '退回公海', done: '「{{name}}」已退回公海' },
    },
    reminder: {
      done: { label: '已联系', done: '「{{name}}」已处理' },
      snooze: { label: '推迟', done: '「{{name}}」已推迟' },
    },
    contract: {
      ...generic('合同'),
      ...relationParts.action.contract,
      submit: { label: '提交审批', done: '已提交，等待{{approvers}}审批' },
      approved: { label: '审批通过', done: '审批通过，合同生效' },
      rejected: { label: '审批驳回', done: '审批未通过' },
    },
    product: {
      ...generic('产品'),
    },
    task: {
      ...generic('任务'),
      complete: { label: '完成', done: '任务已完成' },
      reopen: { label: '重新打开', done: '任务已重新打开' },
    },
    attachment: {
      ...generic('附件'),
      create: { label: '添加附件', done: '附件已添加' },
    },
    portal: {
      verify: { label: '验证设备', done: '验证成功：{{name}}（{{serialNumber}}）' },
      grantCompany: { label: '开放全公司设备和服务', done: '已更新' },
    },
    approval: {
      agree: { label: '同意', done: '已同意' },
      reject: { label: '驳回', done: '已驳回' },
      withdraw: { label: '撤回', done: '已撤回' },
      passOn: { label: '转交审批', done: '已将 {{count}} 项审批转给{{to}}' },
    },
  },
  history: {
    leadMapping: relationParts.history.leadMapping,
    tag: relationParts.history.tag,
    segment: relationParts.history.segment,
    relationKind: relationParts.history.relationKind,
    ...duplicateParts.history,
    ...tableParts.history,
    ...organisationActs.history,
    role: accessParts.history.role,
    access: accessParts.history.access,
    position: { ...organisationActs.history.position, ...accessParts.history.position },
    ...service.history,
    note: giving.history.note,
    customer: {
      ...traces('客户'),
      ...giving.history.customer,
      ...clockParts.history.record,
      ...clockParts.history.customer,
      ...relationParts.history.customer,
      ...customerParts.history.customer,
    },
    partner: customerParts.history.partner,
    lead: {
      ...traces('线索'),
      ...relationParts.history.lead,
      ...clockParts.history.record,
    },
    contact: {
      ...traces('联系人'),
      ...relationParts.history.contact,
    },
    followUp: {
      ...traces('跟进记录'),
      create: '写了跟进',
    },
    pool: {
      ...customerParts.history.pool,
      ...traces('公海'),
      ...giving.history.pool,
      ...clockParts.history.pool,
      recycle: '回公海：到期未跟进',
      claim: '从公海领取',
      undoClaim: '撤销了领取',
      assign: '分配了负责人',
      release: '退回公海',
    },
    reminder: {
      done: '已联系客户',
      snooze: '推迟了提醒',
    },
    contract: {
      ...traces('合同'),
      ...relationParts.history.contract,
      submit: '提交审批',
      approved: '审批通过，合同生效',
      rejected: '审批未通过',
    },
    product: {
      ...traces('产品'),
    },
    task: {
      ...traces('任务'),
      complete: '完成了任务',
      reopen: '重新打开了任务',
    },
    attachment: {
      ...traces('附件'),
      create: '添加了附件',
    },
    portal: {
      verify: '客户在公众号验证了设备',
      grantCompany: '更改了公众号里的查看范围',
    },
    approval: {
      agree: '同意了审批',
      reject: '驳回了审批',
      withdraw: '撤回了审批',
      passOn: '审批人离职，转给上级',
    },
  },
} as const
