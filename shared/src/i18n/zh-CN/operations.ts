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
    open: '查看结果',
    skipped: '已取消，未处理',
  },
} as const
