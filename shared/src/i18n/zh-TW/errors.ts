import { accessParts } from './access-parts'
import { clockParts } from './clock-parts'
import { customerParts } from './customer-parts'
import { duplicateParts } from './duplicates'
import { giving } from './giving'
import { organisationActs } from './organisation-acts'
import { relationParts } from './relation-parts'
import { service } from './service'
import { tableParts } from './tables'

/** Words for every refusal: `error.<code>`, and for fields `error.field.<rule>`. */
export const errors = {
  formula: tableParts.formula,
  error: {
    ...accessParts.error,
    ...duplicateParts.error,
    ...tableParts.error,
    internal: '出了點問題，我們已記錄下來。請稍後再試。',
    invalidInput: '有些內容需要修改，請看標出的地方。',
    unknownField: '有不認識的欄位。',
    malformedBody: '請求的內容無法讀取。',
    bodyTooLarge: '內容太大了（上限 {{limit}}）。',
    unsupportedType: '不支援這種類型的檔案或內容。',
    notSignedIn: '請先登入。',
    signInFailed: '登入沒有成功，請重新開啟應用再試。',
    notLinked: '您的帳號尚未關聯到員工，請聯絡管理員。',
    notPermitted: '您沒有這個權限。',
    notFound: '沒有找到，可能已被刪除，或不在您的範圍內。',
    unknownAction: '沒有「{{action}}」這個操作。',
    staleVersion: '別人剛剛改過這筆記錄，請看過最新內容再儲存。',
    keyReused: '這個請求編號已用於別的內容。',
    frozen: '審批中的記錄不能修改。',
    importNotReady: '這份表格還在檢查，或已經處理過了。',
    importHasErrors: '{{total}} 列裡有 {{wrong}} 列有問題。請改好再匯入，或選擇略過有問題的列。',
    exportTooMany: '找到 {{found}} 筆，一次最多匯出 {{most}} 筆。請先篩選，分幾次匯出。',
    duplicateValue: '已有相同的記錄。',
    tooManyRequests: '操作太頻繁，請 {{seconds}} 秒後再試。',
    busy: '現在很忙，請稍等幾秒再試。',
    alreadyClaimed: '晚了一步：「{{record}}」已由{{name}}在 {{time}} 領取。',
    alreadyOwned: '「{{record}}」已經是您的了。',
    notInPool: '「{{record}}」不在公海裡。',
    notPoolMember: '您不是「{{pool}}」的成員。',
    claimNotAllowed: '「{{pool}}」只能由管理員分配，不能自己領取。',
    holdLimit: '您從「{{pool}}」已持有 {{held}} 個{{waiting}}，上限 {{limit}} 個。釋放後可再領取。',
    assigneeFull: '{{name}}從「{{pool}}」已持有 {{held}} 個{{waiting}}，上限 {{limit}} 個，不能再分配。',
    dayLimit:
      '您今天已從「{{pool}}」領取 {{claimed}} 個{{waiting}}，每天上限 {{limit}} 個。{{lifts}} 起可再領取。',
    recordLimit: '「{{record}}」您已領取過 {{claimed}} 次，同一客戶上限 {{limit}} 次。{{lifts}}',
    noPool: '沒有可以放回的公海，請選擇一個。',
    ...clockParts.error,
    tooLateToUndo: '已過可撤銷的時間。需要的話請放回公海。',
    cannotOwn: '{{name}}不能負責這筆記錄。',
    alreadyDecided: '這項審批已由{{name}}在 {{time}} {{decision}}。',
    notYourTurn: '現在沒有輪到您處理這項審批。',
    contentChanged: '提交後內容有變化，請申請人重新提交。',
    noApprovers: '沒有找到審批人，請聯絡管理員檢查審批流。',
    notSubmittable: '這份合約現在是「{{state}}」，不能提交審批。',
    reasonNeeded: '請寫明理由。',
    productUnlisted: '「{{product}}」已下架，不能加入合約。',
    emptyContract: '合約還沒有金額或產品，不能提交。',
    inUse: '「{{record}}」正被 {{users}} 使用，不能刪除。',
    pastTime: '請選擇以後的時間。',
    ...organisationActs.error,
    ...service.error,
    ...giving.error,
    ...customerParts.error,
    ...relationParts.error,
    lifts: {
      liftsAt: '{{date}} 起可再領取。',
      never: '不再解除。',
    },
    verifyFailed: '沒有對上。請核對機器銘牌上的序號和登記手機號的後四位。',
    verifyLocked: '試的次數太多了，請 {{minutes}} 分鐘後再試，或聯絡您的客戶經理。',
    /** What somebody did with an approval, inside `alreadyDecided`. */
    decision: {
      agreed: '同意',
      rejected: '駁回',
      withdrawn: '撤回',
      overruled: '直接分配',
      extended: '直接延期',
    },
    field: {
      required: '不能為空',
      type: '格式不對',
      tooLong: '最多 {{max}} 個字',
      tooSmall: '不能小於 {{min}}',
      tooLarge: '不能大於 {{max}}',
      option: '請從選項中選擇',
      format: '格式不對',
      unknown: '沒有這個欄位',
      missingRecord: '沒有找到這筆記錄',
      duplicate: '重複了',
    },
  },
} as const
