/** Words of the company's own fields and of saved views, for the topics of verbs, errors and settings. */
export const tableParts = {
  action: {
    customField: {
      create: { label: '新增欄位', done: '已新增欄位「{{name}}」，所有人下一次開啟就能用' },
      update: { label: '修改欄位', done: '欄位「{{name}}」已儲存' },
      retire: { label: '停用欄位', done: '欄位「{{name}}」已停用，裡面的資料都還在' },
      restore: { label: '恢復使用', done: '欄位「{{name}}」已恢復使用' },
      arrange: { label: '調整順序', done: '順序已儲存' },
    },
    savedView: {
      create: { label: '儲存場景', done: '已儲存場景「{{name}}」' },
      update: { label: '修改場景', done: '場景「{{name}}」已儲存' },
      remove: { label: '刪除場景', done: '已刪除場景「{{name}}」' },
      prefer: { label: '記住列表設定', done: '已記住' },
    },
  },
  history: {
    customField: {
      create: '新增了欄位',
      update: '修改了欄位',
      retire: '停用了欄位',
      restore: '恢復了欄位',
      arrange: '調整了欄位順序',
    },
    savedView: {
      create: '儲存了場景',
      update: '修改了場景',
      remove: '刪除了場景',
      prefer: '修改了列表設定',
    },
  },
  error: {
    formulaInvalid: '公式第 {{position}} 個字處：{{reason}}',
    tooManyFields: '一個物件最多 {{max}} 個自訂欄位，請先停用不用的。',
    tooManySortable: '一個物件最多 {{max}} 個欄位可排序，請先取消別的。',
    kindNotConvertible: '現有的資料無法全部轉成這種類型。請新增一個欄位。',
    fieldInFormula: '公式欄位「{{names}}」用到了它，請先修改那些公式。',
    tooManyViews: '最多儲存 {{max}} 個場景，請先刪掉不用的。',
  },
  formula: {
    type: {
      number: '數字',
      text: '文字',
      date: '日期',
      flag: '是/否',
      option: '選項',
      decimal: '小數',
      integer: '整數',
      money: '金額',
      percent: '百分比',
      boolean: '是/否',
    },
    error: {
      unexpected: '這裡不該有「{{found}}」',
      unclosed: '「{{sign}}」沒有寫完，少了另一半',
      empty: '公式還是空的',
      tooLong: '公式太長，最多 {{max}} 個部分，請拆成兩個欄位',
      unknownField: '沒有「{{name}}」這個欄位',
      unusableField: '「{{name}}」不能用在公式裡',
      unknownFunction: '沒有「{{name}}」這個函數',
      arguments: '「{{name}}」需要 {{least}} 到 {{most}} 個值',
      type: '這裡是{{found}}，需要{{wanted}}',
      unknownOption: '沒有「{{name}}」這個選項',
      cycle: '公式繞回到了自己',
    },
  },
}
