import type { DirectoryDepartment, DirectoryPerson } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import type { WecomApi } from './api'

const ACTIVE = 1

const departmentList = z.object({
  department: z.array(
    z.object({
      id: z.number().int(),
      name: z.string().default(''),
      parentid: z.number().int().optional(),
      department_leader: z.array(z.string()).default([]),
    }),
  ),
})

const userList = z.object({
  userlist: z.array(
    z.object({
      userid: z.string().min(1),
      name: z.string(),
      department: z.array(z.number().int()).default([]),
      position: z.string().optional(),
      mobile: z.string().optional(),
      is_leader_in_dept: z.array(z.number()).default([]),
      direct_leader: z.array(z.string()).default([]),
      status: z.number(),
    }),
  ),
})

type WecomDepartment = z.infer<typeof departmentList>['department'][number]
type WecomUser = z.infer<typeof userList>['userlist'][number]

/** Everything that the app may see of the corporation; throws `PlatformError` rather than returning half of it. */
export async function readWecomDirectory(
  api: WecomApi,
): Promise<{ departments: DirectoryDepartment[]; people: DirectoryPerson[] }> {
  const answer = await api.call('department/list', {})
  const { department: visible } = readAnswer('wecom', 'department/list', departmentList, answer)
  const people = new Map<string, DirectoryPerson>()
  for (const { id } of visible) {
    const members = await api.call('user/list', { query: { department_id: String(id) } })
    for (const user of readAnswer('wecom', 'user/list', userList, members).userlist) {
      people.set(user.userid.toLowerCase(), toPerson(user, visible))
    }
  }
  return { departments: toDepartments(visible), people: [...people.values()] }
}

function toDepartments(visible: WecomDepartment[]): DirectoryDepartment[] {
  const ids = new Set(visible.map(department => department.id))
  return visible.map(({ id, name, parentid }) => ({
    id: String(id),
    // The topmost visible department may have a parent that the app must not see.
    parentId: parentid !== undefined && ids.has(parentid) ? String(parentid) : undefined,
    name,
  }))
}

function toPerson(user: WecomUser, visible: WecomDepartment[]): DirectoryPerson {
  const byFlag = user.department.filter((_, index) => user.is_leader_in_dept[index] === 1)
  const byDepartment = visible
    .filter(department => department.department_leader.some(leader => sameUser(leader, user.userid)))
    .map(department => department.id)
  return {
    userId: user.userid,
    name: user.name,
    departmentIds: user.department.map(String),
    title: user.position || undefined,
    mobile: user.mobile || undefined,
    leaderUserId: user.direct_leader[0],
    leads: [...new Set([...byFlag, ...byDepartment])].map(String),
    active: user.status === ACTIVE,
  }
}

function sameUser(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}
