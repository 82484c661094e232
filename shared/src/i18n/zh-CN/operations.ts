/** Work on many records: names, progress, what is told at the end. */
export const operations = {
  operation: {
    kind: {
      import: '导入{{object}}',
      export: '导出{{object}}',
      undoImport: '撤销导入{{object}}',
    },
    told: {
      done: '{{label}}已完成：共 {{total}} 条，成功 {{succeeded}} 条，未成 {{failed}} 条。',
      cancelled: '{{label}}已取消：共 {{total}} 条，已完成 {{succeeded}} 条，其余未动。',
      failed: '{{label}}没能完成：共 {{total}} 条，成功 {{succeeded}} 条，未成 {{failed}} 条。',
    },
    title: '批量操作',
    mine: '我的批量任务',
    noneMine: '还没有批量任务',
    noneMineText: '在列表里多选、导入或导出后，进度和结果都在这里',
    choose: '多选',
    chosen: '已选 {{number}} 条',
    allShown: '全选本页 {{number}} 条',
    allFound: '选中全部 {{number}} 条',
    ofMany: '{{number}} 条记录',
    nothing: '所选记录没有可一起办的操作',
    allDone: '{{label}}：{{number}} 条全部成功',
    progress: '{{done}} / {{total}}',
    refused: '{{number}} 条未成',
    cancel: '取消剩余的',
    save: '下载 {{name}}',
    none: '没有',
    state: {
      running: '进行中',
      cancelling: '正在取消',
      done: '已完成',
      cancelled: '已取消',
      failed: '没能完成',
    },
    only: {
      refused: '未成的',
      all: '全部',
    },
    open: '查看结果',
    skipped: '已取消，未处理',
  },
} as const
