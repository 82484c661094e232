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
    title: 'Bulk work',
    mine: 'My bulk work',
    noneMine: 'No bulk work yet',
    noneMineText: 'Select several in a list, import or export: progress and results appear here',
    choose: 'Select',
    chosen: '{{number}} selected',
    allShown: 'Select all {{number}} shown',
    allFound: 'Select all {{number}} found',
    ofMany: '{{number}} records',
    nothing: 'Nothing can be done with all of these',
    allDone: '{{label}}: all {{number}} succeeded',
    progress: '{{done}} / {{total}}',
    refused: '{{number}} did not succeed',
    cancel: 'Cancel the rest',
    save: 'Download {{name}}',
    none: 'None',
    state: {
      running: 'Running',
      cancelling: 'Cancelling',
      done: 'Done',
      cancelled: 'Cancelled',
      failed: 'Could not finish',
    },
    only: {
      refused: 'Not done',
      all: 'All',
    },
    open: 'See the results',
    skipped: 'Cancelled, not touched',
  },
} as const
