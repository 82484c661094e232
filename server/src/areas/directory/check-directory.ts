import type { Directory } from './difference'

/** Why a directory that was read whole still says nothing that could be compared. */
export type Unusable = 'empty' | 'noPeople' | 'nonsense'

/** A platform's answer that contradicts itself, or holds nothing, is no directory. @returns undefined for a good one */
export function checkDirectory({ departments, people }: Directory): Unusable | undefined {
  if (departments.length === 0 && people.length === 0) return 'empty'
  if (people.length === 0) return 'noPeople'
  const ids = departments.map(one => one.id)
  const users = people.map(one => one.userId.toLowerCase())
  if (new Set(ids).size !== ids.length || new Set(users).size !== users.length) return 'nonsense'
  if ([...departments, ...people].some(one => one.name.trim() === '')) return 'nonsense'
  return inCircle(departments) ? 'nonsense' : undefined
}

function inCircle(departments: Directory['departments']): boolean {
  const parents = new Map(departments.map(one => [one.id, one.parentId]))
  return departments.some(({ id }) => {
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) {
      if (seen.has(at)) return true
      seen.add(at)
    }
    return false
  })
}
