import { duplicateParts } from './duplicates'
import { relationParts } from './relation-parts'

/** The administration: its pages, and what their settings mean. */
export const settings = {
  settings: {
    title: '管理',
    group: {
      people: '組織與人員',
      access: '權限',
      rules: '規則',
      data: '資料',
    },
    section: {
      ...relationParts.settings.section,
      ...duplicateParts.settings.section,
      roles: { label: '角色與權限', hint: '誰能用哪些功能、看到誰的資料' },
      matrix: { label: '權限總表', hint: '一張表看清誰能做什麼' },
      explain: { label: '為什麼看不到', hint: '查一位同事為什麼看不到某筆資料' },
      requests: { label: '權限申請', hint: '同事申請查看的資料，核准或婉拒' },
    },
    none: '沒有您可以設定的內容',
    history: {
      title: '修改紀錄',
      none: '還沒有修改過',
      system: '系統',
      more: '更早的修改',
    },
    field: {
      ...relationParts.settings.field,
      ...duplicateParts.settings.field,
      role: {
        name: '名稱',
        key: '識別碼',
      },
    },
  },
}
