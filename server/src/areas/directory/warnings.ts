import type { Difference, Directory } from './difference'

/** Why a person has to look at the numbers first; words stand in i18n under `organisation.directory.warn`. */
export type Warning =
  | { key: 'leaves'; leaves: number; linked: number; percent: number }
  | { key: 'fewerDepartments' | 'fewerPeople'; now: number; before: number }

/** Share of the linked people from which on leaving is confirmed by its number. */
const manyLeave = 0.2
/** Share of the people of the last reading that may be missing without a word. */
const mayShrink = 0.2

/**
 * What looks like half an answer: many leavers, fewer departments than last time, many fewer people.
 * @param before what the last good reading of this platform counted
 */
export function warningsOf(
  directory: Directory,
  differences: readonly Difference[],
  linked: number,
  before: { departments: number; people: number } | undefined,
): Warning[] {
  const warnings: Warning[] = []
  const leaves = differences.filter(one => one.kind === 'leave').length
  if (leaves > 0 && leaves / Math.max(linked, 1) > manyLeave)
    warnings.push({
      key: 'leaves',
      leaves,
      linked,
      percent: Math.round((leaves / Math.max(linked, 1)) * 100),
    })
  if (!before) return warnings
  const now = { departments: directory.departments.length, people: directory.people.length }
  if (now.departments < before.departments)
    warnings.push({ key: 'fewerDepartments', now: now.departments, before: before.departments })
  if (now.people < before.people * (1 - mayShrink))
    warnings.push({ key: 'fewerPeople', now: now.people, before: before.people })
  return warnings
}
