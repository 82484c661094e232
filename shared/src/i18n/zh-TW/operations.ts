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
    title: '批次操作',
    mine: '我的批次任務',
    noneMine: '還沒有批次任務',
    noneMineText: '在列表裡多選、匯入或匯出後，進度和結果都在這裡',
    choose: '多選',
    chosen: '已選 {{number}} 筆',
    allShown: '全選本頁 {{number}} 筆',
    allFound: '選取全部 {{number}} 筆',
    ofMany: '{{number}} 筆記錄',
    nothing: '所選記錄沒有可一起辦的操作',
    allDone: '{{label}}：{{number}} 筆全部成功',
    progress: '{{done}} / {{total}}',
    refused: '{{number}} 筆未成',
    cancel: '取消剩餘的',
    save: '下載 {{name}}',
    none: '沒有',
    state: {
      running: '進行中',
      cancelling: '正在取消',
      done: '已完成',
      cancelled: '已取消',
      failed: '沒能完成',
    },
    only: {
      refused: '未成的',
      all: '全部',
    },
    open: '查看結果',
    skipped: '已取消，未處理',
  },
} as const
