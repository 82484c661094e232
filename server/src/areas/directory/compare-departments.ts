import type { DirectoryDepartment } from '@gonghai/shared/ports/platform'
import type { Difference, Directory, Known, KnownDepartment } from './difference'

/** Departments from the top down, so that each stands behind the one above it. */
export function topDown(departments: Directory['departments']): DirectoryDepartment[] {
  const known = new Set(departments.map(one => one.id))
  const isTop = ({ parentId }: DirectoryDepartment) => parentId === undefined || !known.has(parentId)
  const ordered = departments.filter(isTop)
  for (const one of ordered)
    ordered.push(...departments.filter(other => other.parentId === one.id && !isTop(other)))
  return ordered
}

interface Walk {
  known: Known
  byId: ReadonlyMap<string, KnownDepartment>
  /** Remote department → ours, as far as it is linked or would be. */
  mapped: Map<string, string>
  taken: Set<string>
  /** What the platform calls them. */
  names: ReadonlyMap<string, string>
}

/** The department of ours that an unlinked one would be: same name at the same place; the top is the top. */
function twinOf(
  walk: Walk,
  remote: DirectoryDepartment,
  parent: string | undefined,
): KnownDepartment | undefined {
  const free = walk.known.departments.filter(one => !walk.taken.has(one.id))
  if (remote.parentId !== undefined)
    return free.find(one => one.parentId === parent && one.name === remote.name)
  const tops = free.filter(one => one.parentId === null)
  return tops.find(one => one.name === remote.name) ?? (tops.length === 1 ? tops[0] : undefined)
}

function unlinked(walk: Walk, remote: DirectoryDepartment, parent: string | undefined): Difference {
  const twin = twinOf(walk, remote, parent)
  const data = { name: remote.name, parent: remote.parentId ?? null }
  if (!twin) return { kind: 'departmentNew', remoteId: remote.id, subjectId: null, data, taken: true }
  walk.mapped.set(remote.id, twin.id)
  walk.taken.add(twin.id)
  return {
    kind: 'departmentLink',
    remoteId: remote.id,
    subjectId: twin.id,
    data: { ...data, departmentName: twin.name },
    taken: true,
  }
}

function linked(walk: Walk, remote: DirectoryDepartment, local: KnownDepartment): Difference[] {
  const found: Difference[] = []
  const base = { remoteId: remote.id, subjectId: local.id, taken: true }
  // The platform's top is called like the corporation; ours is named by the administrator.
  if (remote.parentId === undefined) return found
  if (remote.name !== local.name) {
    const changes = [{ label: 'name' as const, from: local.name, to: remote.name }]
    found.push({ ...base, kind: 'departmentRename', data: { name: remote.name, changes } })
  }
  // Above it may stand a department that is new itself.
  const above = walk.mapped.get(remote.parentId)
  if (local.parentId && above !== local.parentId) {
    const from = walk.byId.get(local.parentId)?.name ?? ''
    const to = walk.byId.get(above ?? '')?.name ?? walk.names.get(remote.parentId) ?? ''
    const changes = [{ label: 'parent' as const, from, to }]
    found.push({
      ...base,
      kind: 'departmentMove',
      data: { name: remote.name, parent: remote.parentId, changes },
    })
  }
  return found
}

/** What differs in the departments; also where each remote department lies in ours, as far as it does. */
export function compareDepartments(
  directory: Directory,
  known: Known,
): { differences: Difference[]; mapped: ReadonlyMap<string, string> } {
  const byId = new Map(known.departments.map(one => [one.id, one]))
  const mapped = new Map([...known.links].filter(([, ours]) => byId.has(ours)))
  const names = new Map(directory.departments.map(one => [one.id, one.name]))
  const walk: Walk = { known, byId, mapped, taken: new Set(mapped.values()), names }
  const differences: Difference[] = []
  for (const remote of topDown(directory.departments)) {
    const local = byId.get(mapped.get(remote.id) ?? '')
    const parent = remote.parentId === undefined ? undefined : mapped.get(remote.parentId)
    if (local) differences.push(...linked(walk, remote, local))
    else differences.push(unlinked(walk, remote, parent))
  }
  const seen = new Set(directory.departments.map(one => one.id))
  for (const [remoteId, ours] of known.links) {
    if (seen.has(remoteId)) continue
    const data = { name: byId.get(ours)?.name ?? '' }
    differences.push({ kind: 'departmentGone', remoteId, subjectId: ours, data, taken: false })
  }
  return { differences, mapped }
}
