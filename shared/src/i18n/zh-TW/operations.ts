/** Work on many records: names, progress, what is told at the end. */
export const operations = {
  operation: {
    kind: {
      import: '匯入{{object}}',
      export: '匯出{{object}}',
      undoImport: '復原匯入{{object}}',
    },
    told: {
      done: '{{label}}已完成：共 {{total}} 筆，成功 {{succeeded}} 筆，未成 {{failed}} 筆。',
      cancelled: '{{label}}已取消：共 {{total}} 筆，已完成 {{succeeded}} 筆，其餘未動。',
      failed: '{{label}}沒能完成：共 {{total}} 筆，成功 {{succeeded}} 筆，未成 {{failed}} 筆。',
    },
    open: '查看結果',
    skipped: '已取消，未處理',
  },
} as const
