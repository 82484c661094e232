/** Work on many records: names, progress, what is told at the end. */
export const operations = {
  operation: {
    kind: {
      import: 'Import: {{object}}',
      export: 'Export: {{object}}',
      undoImport: 'Undo import: {{object}}',
    },
    told: {
      done: '{{label}} is done: {{succeeded}} of {{total}} succeeded, {{failed}} did not.',
      cancelled: '{{label}} was cancelled: {{succeeded}} of {{total}} done, the rest untouched.',
      failed: '{{label}} could not be finished: {{succeeded}} of {{total}} succeeded, {{failed}} did not.',
    },
    open: 'See the results',
    skipped: 'Cancelled, not touched',
  },
} as const
