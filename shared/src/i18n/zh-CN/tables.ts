/** Words of the company's own fields and of saved views, for the topics of verbs, errors and settings. */
export const tableParts = {
  action: {
    customField: {
      create: { label: '添加字段', done: '已添加字段「{{name}}」，所有人下一次打开就能用' },
      update: { label: '修改字段', done: '字段「{{name}}」已保存' },
      retire: { label: '停用字段', done: '字段「{{name}}」已停用，里面的数据都还在' },
      restore: { label: '恢复使用', done: '字段「{{name}}」已恢复使用' },
      arrange: { label: '调整顺序', done: '顺序已保存' },
    },
    savedView: {
      create: { label: '保存场景', done: '已保存场景「{{name}}」' },
      update: { label: '修改场景', done: '场景「{{name}}」已保存' },
      remove: { label: '删除场景', done: '已删除场景「{{name}}」' },
      prefer: { label: '记住列表设置', done: '已记住' },
    },
  },
  history: {
    customField: {
      create: '添加了字段',
      update: '修改了字段',
      retire: '停用了字段',
      restore: '恢复了字段',
      arrange: '调整了字段顺序',
    },
    savedView: {
      create: '保存了场景',
      update: '修改了场景',
      remove: '删除了场景',
      prefer: '修改了列表设置',
    },
  },
  error: {
    formulaInvalid: '公式第 {{position}} 个字处：{{reason}}',
    tooManyFields: '一个对象最多 {{max}} 个自定义字段，请先停用不用的。',
    tooManySortable: '一个对象最多 {{max}} 个字段可排序，请先取消别的。',
    kindNotConvertible: '已有的数据不能都转成这种类型。请新建一个字段。',
    fieldInFormula: '公式字段「{{names}}」用到了它，请先改那些公式。',
    tooManyViews: '最多保存 {{max}} 个场景，请先删掉不用的。',
  },
  formula: {
    type: {
      number: '数字',
      text: '文字',
      date: '日期',
      flag: '是/否',
      option: '选项',
      decimal: '小数',
      integer: '整数',
      money: '金额',
      percent: '百分比',
      boolean: '是/否',
    },
    error: {
      unexpected: '这里不该有「{{found}}」',
      unclosed: '「{{sign}}」没有写完，少了另一半',
      empty: '公式还是空的',
      tooLong: '公式太长，最多 {{max}} 个部分，请拆成两个字段',
      unknownField: '没有「{{name}}」这个字段',
      unusableField: '「{{name}}」不能用在公式里',
      unknownFunction: '没有「{{name}}」这个函数',
      arguments: '「{{name}}」需要 {{least}} 到 {{most}} 个值',
      type: '这里是{{found}}，需要{{wanted}}',
      unknownOption: '没有「{{name}}」这个选项',
      cycle: '公式绕回到了自己',
    },
  },
}
