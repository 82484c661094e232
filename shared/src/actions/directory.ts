import { staffPlatforms } from '../rules/organisation'
import { defineAction, ref } from './declare'

/** Differences between a platform's directory and ours, in the order in which they are applied. */
export const differenceKinds = [
  'departmentLink',
  'departmentNew',
  'departmentRename',
  'departmentMove',
  'departmentGone',
  'back',
  'join',
  'rename',
  'move',
  'leader',
  'leave',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]

const needs = { object: 'organisation', verb: 'configure' } as const
const run = ref('directoryRun', 'exists')

/** Reads a platform's directory and compares it with ours; nothing is changed by it (SET-1). */
export const directoryRead = defineAction({
  name: 'directory.read',
  area: 'settings',
  input: { platform: { kind: 'choice', options: staffPlatforms, required: true } },
  needs,
  errors: ['alreadyReading', 'notFound'],
})

/** Chooses differences: all of a kind, or single ones; `employee` says that a newcomer is a colleague known already. */
export const directoryChoose = defineAction({
  name: 'directory.choose',
  area: 'settings',
  input: {
    run,
    take: { kind: 'boolean', required: true },
    kind: { kind: 'choice', options: differenceKinds },
    items: {
      kind: 'lines',
      fields: {
        item: { kind: 'integer', required: true, min: 0, max: 1_000_000 },
        employee: { kind: 'reference', target: 'employee', need: 'exists' },
      },
    },
  },
  needs,
  errors: ['runNotReady', 'alreadyLinked'],
})

/** Applies what was chosen, as an operation; `confirm` is the number of people to be disabled, where that is asked for. */
export const directoryApply = defineAction({
  name: 'directory.apply',
  area: 'settings',
  input: { run, confirm: { kind: 'integer', min: 0, max: 1_000_000 } },
  needs,
  errors: ['runNotReady', 'alreadyReading', 'confirmNumber'],
})

/** Applies one difference. */
export const directoryApplyItem = defineAction({
  name: 'directory.applyItem',
  area: 'settings',
  input: { run, item: { kind: 'integer', required: true, min: 0, max: 1_000_000 } },
  needs,
  errors: ['itemGone', 'runNotReady', 'departmentNotTaken'],
})

/** What happens by itself: reading after a change, reading every night, applying small changes. */
export const directoryConfigure = defineAction({
  name: 'directory.configure',
  area: 'settings',
  input: {
    watch: { kind: 'boolean', required: true },
    nightly: { kind: 'boolean', required: true },
    small: { kind: 'boolean', required: true },
  },
  needs,
  errors: [],
})

/** Every verb of the directory. */
export const directoryActions = [
  directoryRead,
  directoryChoose,
  directoryApply,
  directoryApplyItem,
  directoryConfigure,
] as const
