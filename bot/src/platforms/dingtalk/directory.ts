import { PlatformError } from '@gonghai/shared/ports/errors'
import type { DirectoryDepartment, DirectoryPerson } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import type { Json } from '../call'
import type { PlatformDeps } from '../deps'
import type { DingtalkApi, DingtalkMethod } from './api'

const PAGE = 100
const TRIES = 4

const number = z.coerce.number().int()
const scopes = z.object({
  auth_org_scopes: z.object({
    authed_dept: z.array(number).default([]),
    authed_user: z.array(z.string()).default([]),
  }),
})
const department = z.object({ dept_id: number, name: z.string(), parent_id: number.nullish() })
const oneDepartment = z.object({ result: department })
const departments = z.object({ result: z.array(department) })
const people = z.object({
  result: z.object({
    has_more: z.boolean().default(false),
    next_cursor: number.nullish(),
    list: z.array(z.object({ userid: z.string().min(1) })),
  }),
})
const person = z.object({
  result: z.object({
    userid: z.string().min(1),
    name: z.string(),
    title: z.string().nullish(),
    mobile: z.string().nullish(),
    manager_userid: z.string().nullish(),
    active: z.boolean().default(true),
    dept_id_list: z.array(number).default([]),
    leader_in_dept: z.array(z.object({ dept_id: number, leader: z.boolean() })).default([]),
  }),
})

type Ask = (method: DingtalkMethod, payload: { body?: Json }) => Promise<Json>

/** Everything that the app may see of the corporation; throws `PlatformError` rather than returning half of it. */
export async function readDingtalkDirectory(
  api: DingtalkApi,
  deps: PlatformDeps,
): Promise<{ departments: DirectoryDepartment[]; people: DirectoryPerson[] }> {
  const ask = patiently(api, deps)
  const { auth_org_scopes: visible } = readAnswer(
    'dingtalk',
    'auth/scopes',
    scopes,
    await ask('auth/scopes', {}),
  )
  const found = await readDepartments(ask, visible.authed_dept)
  const userIds = new Set(visible.authed_user)
  for (const id of found.keys()) for (const userId of await readMembers(ask, id)) userIds.add(userId)
  const everybody: DirectoryPerson[] = []
  // The lists do not tell who somebody's superior is.
  for (const userId of userIds) everybody.push(await readPerson(ask, userId))
  return { departments: [...found.values()], people: everybody }
}

/** From the topmost visible departments down, level by level: the platform gives direct children only. */
async function readDepartments(ask: Ask, roots: number[]): Promise<Map<number, DirectoryDepartment>> {
  const found = new Map<number, DirectoryDepartment>()
  const method = 'topapi/v2/department/get'
  for (const dept_id of roots) {
    const { result } = readAnswer('dingtalk', method, oneDepartment, await ask(method, { body: { dept_id } }))
    found.set(dept_id, { id: String(dept_id), name: result.name })
  }
  const waiting = [...roots]
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift()) {
    const answer = await ask('topapi/v2/department/listsub', { body: { dept_id: parent } })
    const children = readAnswer('dingtalk', 'topapi/v2/department/listsub', departments, answer).result
    for (const { dept_id, name } of children) {
      if (!found.has(dept_id)) waiting.push(dept_id)
      found.set(dept_id, { id: String(dept_id), parentId: String(parent), name })
    }
  }
  return found
}

async function readMembers(ask: Ask, dept_id: number): Promise<string[]> {
  const userIds: string[] = []
  const method = 'topapi/v2/user/list'
  for (let cursor: number | null | undefined = 0; cursor !== null && cursor !== undefined; ) {
    const answer = await ask(method, { body: { dept_id, cursor, size: PAGE } })
    const { result } = readAnswer('dingtalk', method, people, answer)
    userIds.push(...result.list.map(row => row.userid))
    cursor = result.has_more ? result.next_cursor : null
  }
  return userIds
}

async function readPerson(ask: Ask, userid: string): Promise<DirectoryPerson> {
  const answer = await ask('topapi/v2/user/get', { body: { userid } })
  const { result } = readAnswer('dingtalk', 'topapi/v2/user/get', person, answer)
  return {
    userId: result.userid,
    name: result.name,
    departmentIds: result.dept_id_list.map(String),
    title: result.title || undefined,
    mobile: result.mobile || undefined,
    leaderUserId: result.manager_userid || undefined,
    leads: result.leader_in_dept.filter(row => row.leader).map(row => String(row.dept_id)),
    active: result.active,
  }
}

/** Waits and asks again where the platform says too fast: a directory is thousands of calls at 20 per second. */
function patiently(api: DingtalkApi, deps: PlatformDeps): Ask {
  const pause = deps.pause ?? (milliseconds => new Promise<void>(done => setTimeout(done, milliseconds)))
  return async (method, payload) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await api.call(method, payload)
      } catch (error) {
        const wait =
          error instanceof PlatformError && error.failure === 'throttled' ? (error.retryAfterMs ?? 1000) : 0
        if (wait === 0 || wait > 10_000 || attempt === TRIES) throw error
        await pause(wait * attempt)
      }
    }
  }
}
