import { accessParts } from './access-parts'
import { clockParts } from './clock-parts'
import { customerParts } from './customer-parts'
import { duplicateParts } from './duplicates'
import { giving } from './giving'
import { organisationActs } from './organisation-acts'
import { relationParts } from './relation-parts'
import { service } from './service'
import { tableParts } from './tables'

/** Verbs (zh-TW). */
const generic = (name: string) => ({
  create: { label: `新增${name}`, done: `${name}已新增` },
  update: { label: '編輯', done: `${name}已儲存` },
  remove: { label: '刪除', done: `${name}已移至回收桶` },
  restore: { label: '還原', done: `${name}已還原` },
})

const traces = (name: string) => ({
  create: `新增了${name}`,
  update: `修改了${name}`,
  remove: `刪除了${name}`,
  restore: `還原了${name}`,
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
      ...generic('客戶'),
      ...giving.action.customer,
      ...clockParts.action.record,
      ...relationParts.action.customer,
      ...customerParts.action.customer,
    },
    partner: customerParts.action.partner,
    lead: {
      ...generic('線索'),
      ...relationParts.action.lead,
      ...clockParts.action.record,
    },
    contact: {
      ...generic('聯絡人'),
      ...relationParts.action.contact,
    },
    followUp: {
      ...generic('跟進紀錄'),
      create: { label: '寫跟進', done: '跟進已記錄' },
    },
    pool: {
      ...customerParts.action.pool,
      ...generic('公海'),
      ...giving.action.pool,
      ...clockParts.action.pool,
      recycle: { label: '回收', done: '「{{name}}」已回到公海' },
      undoClaim: { label: '取消領取', done: '已取消，「{{name}}」回到公海' },
      release: { label: '退回公海', done: '「{{name}}」已退回公海' },
    },
    reminder: {
      done: { label: '已聯絡', done: '「{{name}}」已處理' },
      snooze: { label: '延後', done: '「{{name}}」已延後' },
    },
    contract: {
      ...generic('合約'),
      ...relationParts.action.contract,
      submit: { label: '送出簽核', done: '已送出，等待{{approvers}}簽核' },
      approved: { label: '簽核通過', done: '簽核通過，合約生效' },
      rejected: { label: '簽核駁回', done: '簽核未通過' },
    },
    product: {
      ...generic('產品'),
    },
    task: {
      ...generic('任務'),
      complete: { label: '完成', done: '任務已完成' },
      reopen: { label: '重新開啟', done: '任務已重新開啟' },
    },
    attachment: {
      ...generic('附件'),
      create: { label: '新增附件', done: '附件已新增' },
    },
    portal: {
      verify: { label: '驗證設備', done: '驗證成功：{{name}}（{{serialNumber}}）' },
      grantCompany: { label: '開放全公司設備和服務', done: '已更新' },
    },
    approval: {
      agree: { label: '同意', done: '已同意' },
      reject: { label: '駁回', done: '已駁回' },
      withdraw: { label: '撤回', done: '已撤回' },
      passOn: { label: '轉交簽核', done: '已將 {{count}} 項簽核轉給{{to}}' },
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
      ...traces('客戶'),
      ...giving.history.customer,
      ...clockParts.history.record,
      ...clockParts.history.customer,
      ...relationParts.history.customer,
      ...customerParts.history.customer,
    },
    partner: customerParts.history.partner,
    lead: {
      ...traces('線索'),
      ...relationParts.history.lead,
      ...clockParts.history.record,
    },
    contact: {
      ...traces('聯絡人'),
      ...relationParts.history.contact,
    },
    followUp: {
      ...traces('跟進紀錄'),
      create: '寫了跟進',
    },
    pool: {
      ...customerParts.history.pool,
      ...traces('公海'),
      ...giving.history.pool,
      ...clockParts.history.pool,
      recycle: '回公海：到期未跟進',
      claim: '從公海領取',
      undoClaim: '取消了領取',
      assign: '分配了負責人',
      release: '退回公海',
    },
    reminder: {
      done: '已聯絡客戶',
      snooze: '延後了提醒',
    },
    contract: {
      ...traces('合約'),
      ...relationParts.history.contract,
      submit: '送出簽核',
      approved: '簽核通過，合約生效',
      rejected: '簽核未通過',
    },
    product: {
      ...traces('產品'),
    },
    task: {
      ...traces('任務'),
      complete: '完成了任務',
      reopen: '重新開啟了任務',
    },
    attachment: {
      ...traces('附件'),
      create: '新增了附件',
    },
    portal: {
      verify: '客戶在公眾號驗證了設備',
      grantCompany: '更改了公眾號裡的檢視範圍',
    },
    approval: {
      agree: '同意了簽核',
      reject: '駁回了簽核',
      withdraw: '撤回了簽核',
      passOn: '簽核人離職，轉給上級',
    },
  },
} as const
