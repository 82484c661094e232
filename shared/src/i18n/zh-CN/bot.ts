import { accessParts } from './access-parts'
import { clockParts } from './clock-parts'
import { duplicateParts } from './duplicates'
import { service } from './service'

/** Words of the bot: chat answers, commands and what surrounds the cards. */
export const bot = {
  bot: {
    check: duplicateParts.bot.check,
    card: {
      snooze: '推迟到',
      closing: '「{{title}}」：{{outcome}}。上面那张卡片已失效，无需再操作。',
      refuseExtension: clockParts.bot.title,
      refuseAccess: accessParts.bot.title,
      rejectReason: '驳回理由',
      comment: '审批意见',
      commentHint: '驳回时请写明理由',
    },
    choice: {
      snooze: { hour: '1 小时后', afternoon: '今天下午', tomorrow: '明天 09:00', monday: '下周一 09:00' },
      refuseExtension: clockParts.bot.choice,
      refuseAccess: accessParts.bot.choice,
      rejectReason: {
        price: '价格低于底线',
        terms: '付款条件不妥',
        documents: '资料不齐',
        credit: '客户信用待核实',
      },
    },
    pick: service.bot.pick,
    ask: {
      collisionReason: duplicateParts.bot.collisionReason,
      appealReason: duplicateParts.bot.appealReason,
      ...service.bot.ask,
      refuseExtension: clockParts.bot.ask,
      refuseAccess: accessParts.bot.ask,
      rejectReason: '驳回「{{title}}」的理由是什么？直接回复一句话即可，回复「取消」放弃。',
    },
    welcome: '{{name}}，您好！我是公海助手：新客户入海、审批、领取结果都会送到这里，您也可以直接打字办事。',
    help: [
      '直接打字就能办：',
      '· 领取 客户编号或名称：从公海领取',
      '· 公海：看我能领的客户',
      '· 待办：看等我处理的事',
      '· 同意 / 驳回 合同编号 理由：审批',
      '· 查重 公司名称或电话：看全公司谁在跟',
      '· 查 名称、拼音或手机尾号：找客户',
      '· 撤销：撤回刚才的领取',
    ].join('\n'),
    linked: '绑定成功，您好{{name}}！现在两个聊天里是同一个人了。发「帮助」看看能做什么。',
    notLinked:
      '您的账号（{{userId}}）还没有关联到公海的员工，暂时办不了。请联系管理员在「设置 · 员工」里关联后再试。',
    readOnly: '当前接入方式无法确认是谁发的消息，不能在这里办理。请在卡片上按按钮，或打开小程序操作。',
    media: {
      image: '图片收到了，但我还不会看图。请打开客户或合同，在「文件」里上传，同事就都能看到。',
      voice: '暂时听不了语音。请打字告诉我，比如「领取 客户名称」。',
      video: '视频收到了，但我还不会看。需要留档的话，请打开客户或合同，在「文件」里上传。',
      file: '文件收到了。需要留档的话，请打开客户或合同，在「文件」里上传。',
    },
    trouble: '刚才没办成，是我们这边的问题，已经记录。请过一会儿再试，或打开小程序操作。',
    cardGone: '这张卡片已经不在了。回复「待办」看看还有什么要处理。',
    cardButton: '这个按钮在当前版本里已经不能用了，请打开小程序操作。',
    done: '「{{title}}」：{{message}}',
    refused: '「{{title}}」没有办成：{{message}}',
    undoHint: '{{message}}\n10 分钟内回复「撤销」可以撤回。',
    more: '……还有 {{count}} 条，请打开小程序查看。',
    cancelled: '好的，已取消。',
    nothingToCancel: '没有等您回复的问题。',
    openApp: '打开小程序',
    followUp: {
      how: '请写成：跟进 客户名: 内容，下次联系时间。例如：跟进 苏州恒远: 已电话沟通，下周二上午再联系',
      none: '在您的客户和线索里没有找到「{{words}}」。可以写客户编号，或先领取。',
      choose: '「{{words}}」有 {{count}} 个，回复编号选择：',
      noted: '已记到「{{title}}」，{{when}} 提醒您。',
      notedOnly: '已记到「{{title}}」。',
    },
    claim: {
      none: '您能领的公海里没有「{{words}}」。换个名称、拼音或完整编号试试，或回复「公海」看看有哪些。',
      choose: '公海里有 {{count}} 个符合「{{words}}」的，领哪一个？回复序号：',
      empty: '您的公海里现在没有可领取的客户。有新客户进来，我会马上告诉您。',
      which: '要领哪一个？回复序号，或发「领取 客户编号」：',
    },
    pools: {
      none: '您还不是任何公海的成员。需要加入的话，请联系公海管理员。',
      unknown: '您的公海里没有叫「{{words}}」的。回复「公海」看看有哪些。',
      head: '{{name}}：{{count}} 个待领取',
      empty: '{{name}}：暂时没有待领取的',
      hint: '回复序号即可领取。',
    },
    today: {
      none: '没有等您处理的事，安心跑客户吧。',
      head_one: '有 {{count}} 件事等您处理：',
      head_other: '有 {{count}} 件事等您处理：',
    },
    approvals: {
      none: '没有等您审批的事项。',
      unknown: '等您审批的事项里没有「{{words}}」。回复「待办」看看有哪些。',
      chooseAgree: '同意哪一个？回复序号：',
      chooseReject: '驳回哪一个？回复序号：',
    },
    find: {
      what: '要找谁？例如：查 蓝海、查 lhjx、查 2046。',
      none: '没有找到「{{words}}」。换个名称、拼音、手机尾号或编号试试。',
      head_one: '找到 {{count}} 条「{{words}}」：',
      head_other: '找到 {{count}} 条「{{words}}」：',
      pooled: '您负责的记录里没有「{{words}}」，公海里有 {{count}} 个：',
      maybe: '您要找的是不是：',
    },
    undo: {
      none: '没有可以撤销的操作。只能撤回 10 分钟内在聊天里办的领取。',
    },
    choose: {
      range: '请回复 1 到 {{count}} 之间的序号，或回复「取消」。',
    },
    unknown: '没听懂「{{line}}」。试试这样说：',
    unknownPlain: '没听懂。试试这样说：',
    suggest: {
      claim: '领取 {{words}}',
      find: '查 {{words}}',
      today: '待办',
      pools: '公海',
      help: '帮助',
      agree: '同意 {{words}}',
      reject: '驳回 {{words}}',
      undo: '撤销',
    },
  },
} as const
