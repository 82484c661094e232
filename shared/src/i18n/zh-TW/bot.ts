import { accessParts } from './access-parts'
import { clockParts } from './clock-parts'
import { duplicateParts } from './duplicates'
import { giving } from './giving'
import { service } from './service'

/** Words of the bot: chat answers, commands and what surrounds the cards. */
export const bot = {
  bot: {
    check: duplicateParts.bot.check,
    card: {
      snooze: '延後到',
      closing: '「{{title}}」：{{outcome}}。上面那張卡片已失效，無須再操作。',
      refuseExtension: clockParts.bot.title,
      askExtension: clockParts.bot.asking.title,
      refuseAccess: accessParts.bot.title,
      rejectReason: '駁回理由',
      comment: '簽核意見',
      commentHint: '駁回時請寫明理由',
    },
    choice: {
      snooze: { hour: '1 小時後', afternoon: '今天下午', tomorrow: '明天 09:00', monday: '下週一 09:00' },
      refuseExtension: clockParts.bot.choice,
      askExtension: clockParts.bot.asking.choice,
      refuseAccess: accessParts.bot.choice,
      rejectReason: {
        price: '價格低於底線',
        terms: '付款條件不妥',
        documents: '資料不齊',
        credit: '客戶信用待確認',
      },
    },
    pick: { ...service.bot.pick, ...giving.bot.pick },
    ask: {
      collisionReason: duplicateParts.bot.collisionReason,
      appealReason: duplicateParts.bot.appealReason,
      ...service.bot.ask,
      refuseExtension: clockParts.bot.ask,
      askExtension: clockParts.bot.asking.ask,
      refuseAccess: accessParts.bot.ask,
      rejectReason: '駁回「{{title}}」的理由是什麼？直接回覆一句話即可，回覆「取消」放棄。',
    },
    welcome:
      '{{name}}，您好！我是公海助理：新客戶進入公海、簽核、領取結果都會送到這裡，您也可以直接打字辦事。',
    help: [
      '直接打字就能辦：',
      '· 領取 客戶編號或名稱：從公海領取',
      '· 分配 客戶編號 給 同事：分給別人',
      '· 公海：看我能領的客戶',
      '· 待辦：看等我處理的事',
      '· 同意 / 駁回 合約編號 理由：簽核',
      '· 查重 公司名稱或電話：看全公司誰在跟',
      '· 查 名稱、拼音或手機末碼：找客戶',
      '· 撤銷：撤回剛才的領取',
    ].join('\n'),
    linked: '綁定成功，您好{{name}}！現在兩個聊天裡是同一個人了。傳「說明」看看能做什麼。',
    notLinked:
      '您的帳號（{{userId}}）還沒有連結到公海的員工，暫時辦不了。請聯絡管理員在「設定 · 員工」裡連結後再試。',
    readOnly: '目前的接入方式無法確認是誰發的訊息，不能在這裡辦理。請在卡片上按按鈕，或開啟小程式操作。',
    media: {
      image: '圖片收到了，但我還不會看圖。請開啟客戶或合約，在「檔案」裡上傳，同事就都能看到。',
      voice: '暫時聽不了語音。請打字告訴我，例如「領取 客戶名稱」。',
      video: '影片收到了，但我還不會看。需要留存的話，請開啟客戶或合約，在「檔案」裡上傳。',
      file: '檔案收到了。需要留存的話，請開啟客戶或合約，在「檔案」裡上傳。',
    },
    trouble: '剛才沒辦成，是我們這邊的問題，已經記錄。請過一會兒再試，或開啟小程式操作。',
    cardGone: '這張卡片已經不在了。回覆「待辦」看看還有什麼要處理。',
    cardButton: '這個按鈕在目前版本裡已經不能用了，請開啟小程式操作。',
    done: '「{{title}}」：{{message}}',
    refused: '「{{title}}」沒有辦成：{{message}}',
    undoHint: '{{message}}\n10 分鐘內回覆「撤銷」可以撤回。',
    more: '……還有 {{count}} 筆，請開啟小程式查看。',
    cancelled: '好的，已取消。',
    nothingToCancel: '沒有等您回覆的問題。',
    openApp: '開啟小程式',
    followUp: {
      how: '請寫成：跟進 客戶名: 內容，下次聯絡時間。例如：跟進 蘇州恒遠: 已電話溝通，下週二上午再聯絡',
      none: '在您的客戶和線索裡沒有找到「{{words}}」。可以寫客戶編號，或先領取。',
      choose: '「{{words}}」有 {{count}} 個，回覆編號選擇：',
      noted: '已記到「{{title}}」，{{when}} 提醒您。',
      notedOnly: '已記到「{{title}}」。',
    },
    assign: {
      how: '請寫成：分配 客戶編號 給 同事姓名。例如：分配 KH-20261121-0007 給 王磊',
      nobody: '沒有找到同事「{{words}}」。',
      choose: '分配哪一個給誰？回覆序號：',
    },
    claim: {
      noneShort: '{{number}} 不在您能領的公海裡',
      tooMany: '一次最多領 {{count}} 個，其餘的請再發一次。',
      none: '您能領的公海裡沒有「{{words}}」。換個名稱、拼音或完整編號試試，或回覆「公海」看看有哪些。',
      choose: '公海裡有 {{count}} 個符合「{{words}}」的，領哪一個？回覆序號：',
      empty: '您的公海裡現在沒有可領取的客戶。有新客戶進來，我會馬上告訴您。',
      which: '要領哪一個？回覆序號，或發「領取 客戶編號」：',
    },
    pools: {
      none: '您還不是任何公海的成員。需要加入的話，請聯絡公海管理員。',
      unknown: '您的公海裡沒有叫「{{words}}」的。回覆「公海」看看有哪些。',
      head: '{{name}}：{{count}} 個待領取',
      empty: '{{name}}：暫時沒有待領取的',
      hint: '回覆序號即可領取。',
    },
    today: {
      none: '沒有等您處理的事，安心跑客戶吧。',
      head_one: '有 {{count}} 件事等您處理：',
      head_other: '有 {{count}} 件事等您處理：',
    },
    approvals: {
      none: '沒有等您簽核的事項。',
      unknown: '等您簽核的事項裡沒有「{{words}}」。回覆「待辦」看看有哪些。',
      chooseAgree: '同意哪一個？回覆序號：',
      chooseReject: '駁回哪一個？回覆序號：',
    },
    find: {
      what: '要找誰？例如：查 藍海、查 lhjx、查 2046。',
      none: '沒有找到「{{words}}」。換個名稱、拼音、手機末碼或編號試試。',
      head_one: '找到 {{count}} 筆「{{words}}」：',
      head_other: '找到 {{count}} 筆「{{words}}」：',
      pooled: '您負責的記錄裡沒有「{{words}}」，公海裡有 {{count}} 個：',
      maybe: '您要找的是不是：',
    },
    undo: {
      none: '沒有可以撤銷的操作。只能撤回 10 分鐘內在聊天裡辦的領取。',
    },
    choose: {
      range: '請回覆 1 到 {{count}} 之間的序號，或回覆「取消」。',
    },
    unknown: '沒聽懂「{{line}}」。試試這樣說：',
    unknownPlain: '沒聽懂。試試這樣說：',
    suggest: {
      assign: '分配 {{words}}',
      claim: '領取 {{words}}',
      find: '查 {{words}}',
      today: '待辦',
      pools: '公海',
      help: '幫助',
      agree: '同意 {{words}}',
      reject: '駁回 {{words}}',
      undo: '撤銷',
    },
  },
} as const
