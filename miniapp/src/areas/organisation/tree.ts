import type { ChartAnswer, DepartmentNode } from '@gonghai/shared/client/organisation-api'
import type { PickRow } from '../../records/fields/pick-sheet'

/** A department with what hangs below it. */
export interface Branch {
  department: DepartmentNode
  children: Branch[]
}

/** The departments as trees, one per organisation's top, neighbours in their order. */
export function treesOf(departments: readonly DepartmentNode[]): Branch[] {
  const grow = (parent: string | null): Branch[] =>
    departments
      .filter(one => one.parentId === parent)
      .sort((a, b) => a.order - b.order)
      .map(department => ({ department, children: grow(department.id) }))
  return grow(null)
}

/** How many people are in a department and below it. */
export const peopleBelow = ({ department, children }: Branch): number =>
  children.reduce((sum, child) => sum + peopleBelow(child), department.people)

/** Every department as a line to choose, with the way to it. */
export function departmentRows(chart: ChartAnswer | undefined): PickRow[] {
  const walk = ({ department, children }: Branch, above: string[]): PickRow[] => [
    { id: department.id, name: department.name, line: above.join(' / ') },
    ...children.flatMap(child => walk(child, [...above, department.name])),
  ]
  return treesOf(chart?.departments ?? []).flatMap(tree => walk(tree, []))
}

/** Every position as a line to choose, with its department. */
export function positionRows(chart: ChartAnswer | undefined): PickRow[] {
  const names = new Map(chart?.departments.map(one => [one.id, one.name]))
  return (chart?.positions ?? []).map(one => ({
    id: one.id,
    name: one.name,
    line: names.get(one.departmentId) ?? '',
  }))
}
