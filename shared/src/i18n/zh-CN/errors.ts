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
    internal: '出了点问题，我们已记录下来。请稍后再试。',
    invalidInput: '有些内容需要修改，请看标出的地方。',
    unknownField: '有不认识的字段。',
    malformedBody: '请求的内容无法读取。',
    bodyTooLarge: '内容太大了（上限 {{limit}}）。',
    unsupportedType: '不支持这种类型的文件或内容。',
    notSignedIn: '请先登录。',
    signInFailed: '登录没有成功，请重新打开应用再试。',
    notLinked: '您的账号还没有关联到员工，请联系管理员。',
    notPermitted: '您没有这个权限。',
    notFound: '没有找到，可能已被删除，或不在您的范围内。',
    unknownAction: '没有「{{action}}」这个操作。',
    staleVersion: '别人刚刚改过这条记录，请看过最新内容再保存。',
    keyReused: '这个请求编号已用于别的内容。',
    frozen: '审批中的记录不能修改。',
    importNotReady: '这份表格还在检查，或已经处理过了。',
    importHasErrors: '{{total}} 行里有 {{wrong}} 行有问题。请改好再导入，或选择跳过有问题的行。',
    exportTooMany: '找到 {{found}} 条，一次最多导出 {{most}} 条。请先筛选，分几次导出。',
    duplicateValue: '已有相同的记录。',
    tooManyRequests: '操作太频繁，请 {{seconds}} 秒后再试。',
    busy: '现在很忙，请稍等几秒再试。',
    alreadyClaimed: '晚了一步：「{{record}}」已由{{name}}在 {{time}} 领取。',
    alreadyOwned: '「{{record}}」已经是您的了。',
    notInPool: '「{{record}}」不在公海里。',
    notPoolMember: '您不是「{{pool}}」的成员。',
    claimNotAllowed: '「{{pool}}」只能由管理员分配，不能自己领取。',
    holdLimit: '您从「{{pool}}」已持有 {{held}} 个{{waiting}}，上限 {{limit}} 个。释放后可再领取。',
    assigneeFull: '{{name}}从「{{pool}}」已持有 {{held}} 个{{waiting}}，上限 {{limit}} 个，不能再分配。',
    dayLimit:
      '您今天已从「{{pool}}」领取 {{claimed}} 个{{waiting}}，每天上限 {{limit}} 个。{{lifts}} 起可再领取。',
    recordLimit: '「{{record}}」您已领取过 {{claimed}} 次，同一客户上限 {{limit}} 次。{{lifts}}',
    noPool: '没有可以放回的公海，请选择一个。',
    ...clockParts.error,
    tooLateToUndo: '已过可撤销的时间。需要的话请放回公海。',
    cannotOwn: '{{name}}不能负责这条记录。',
    alreadyDecided: '这项审批已由{{name}}在 {{time}} {{decision}}。',
    notYourTurn: '现在没有轮到您处理这项审批。',
    contentChanged: '提交后内容有变化，请申请人重新提交。',
    noApprovers: '没有找到审批人，请联系管理员检查审批流。',
    notSubmittable: '这份合同现在是「{{state}}」，不能提交审批。',
    reasonNeeded: '请写明理由。',
    productUnlisted: '「{{product}}」已下架，不能加入合同。',
    emptyContract: '合同还没有金额或产品，不能提交。',
    inUse: '「{{record}}」正被 {{users}} 使用，不能删除。',
    pastTime: '请选择以后的时间。',
    ...organisationActs.error,
    ...service.error,
    ...giving.error,
    ...customerParts.error,
    ...relationParts.error,
    lifts: {
      liftsAt: '{{date}} 起可再领取。',
      never: '不再解除。',
    },
    verifyFailed: '没有对上。请核对机器铭牌上的序列号和登记手机号的后四位。',
    verifyLocked: '试的次数太多了，请 {{minutes}} 分钟后再试，或联系您的客户经理。',
    /** What somebody did with an approval, inside `alreadyDecided`. */
    decision: {
      agreed: '同意',
      rejected: '驳回',
      withdrawn: '撤回',
      overruled: '直接分配',
      extended: '直接延期',
    },
    field: {
      required: '不能为空',
      type: '格式不对',
      tooLong: '最多 {{max}} 个字',
      tooSmall: '不能小于 {{min}}',
      tooLarge: '不能大于 {{max}}',
      option: '请从选项中选择',
      format: '格式不对',
      unknown: '没有这个字段',
      missingRecord: '没有找到这条记录',
      duplicate: '重复了',
    },
  },
} as const
