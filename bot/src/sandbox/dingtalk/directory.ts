import type { DingtalkDepartment, DingtalkPerson } from './corp'
import { employeesOf, findEmployee, pathToRoot } from './corp'
import { acceptOld, refuseOld } from './errors'
import type { Guarded } from './guard'
import type { DingtalkState, Json } from './state'

const find = (state: DingtalkState, id: unknown) =>
  state.corp.departments.find(department => department.id === Number(id))

const leads = (person: DingtalkPerson, id: number) => person.leads?.includes(id) ?? false

function wholePerson(person: DingtalkPerson) {
  return {
    userid: person.userId,
    unionid: person.unionId,
    name: person.name,
    title: person.title ?? '',
    manager_userid: person.leaderUserId ?? '',
    dept_id_list: person.departments,
    dept_order_list: person.departments.map(id => ({ dept_id: id, order: 1 })),
    leader_in_dept: person.departments.map(id => ({ dept_id: id, leader: leads(person, id) })),
    hide_mobile: false,
    active: true,
    real_authed: true,
    senior: false,
    admin: false,
    boss: false,
    role_list: [],
    extension: '{}',
  }
}

function briefDepartment(department: DingtalkDepartment) {
  return {
    dept_id: department.id,
    name: department.name,
    parent_id: department.parentId ?? 0,
    create_dept_group: true,
    auto_add_user: true,
  }
}

/** POST topapi/v2/department/listsub: direct children only. */
export function listSubDepartments(state: DingtalkState): Guarded {
  return body => {
    const id = Number(body.dept_id ?? 1)
    if (!find(state, id)) return refuseOld(60003)
    const children = state.corp.departments.filter(department => department.parentId === id)
    return acceptOld({ result: children.map(briefDepartment) })
  }
}

/** POST topapi/v2/department/listsubid. */
export function listSubIds(state: DingtalkState): Guarded {
  return body => {
    if (!find(state, body.dept_id)) return refuseOld(60003)
    const children = state.corp.departments.filter(({ parentId }) => parentId === Number(body.dept_id))
    return acceptOld({ result: { dept_id_list: children.map(({ id }) => id) } })
  }
}

/** POST topapi/v2/department/get. */
export function getDepartment(state: DingtalkState): Guarded {
  return body => {
    if (state.corp.directoryRefusal) return refuseOld(state.corp.directoryRefusal)
    const department = find(state, body.dept_id)
    if (!department) return refuseOld(60003)
    const members = employeesOf(state.corp, department.id)
    const managers = members.filter(person => leads(person, department.id)).map(({ userId }) => userId)
    const more = { order: department.order ?? 0, dept_manager_userid_list: managers, org_dept_owner: '' }
    return acceptOld({
      result: { ...briefDepartment(department), ...more, member_count: members.length, hide_dept: false },
    })
  }
}

/** POST topapi/v2/department/listparentbydept. */
export function listParents(state: DingtalkState): Guarded {
  return body =>
    find(state, body.dept_id)
      ? acceptOld({ result: { parent_id_list: pathToRoot(state.corp, Number(body.dept_id)) } })
      : refuseOld(60003)
}

/** POST topapi/v2/department/listparentbyuser. */
export function listParentsOfPerson(state: DingtalkState): Guarded {
  return body => {
    const person = findEmployee(state.corp, `${body.userid ?? ''}`)
    if (!person) return refuseOld(33012)
    const lists = person.departments.map(id => ({ parent_dept_id_list: pathToRoot(state.corp, id) }))
    return acceptOld({ result: { parent_list: lists } })
  }
}

/** POST topapi/v2/user/get. */
export function getPerson(state: DingtalkState): Guarded {
  return body => {
    if (typeof body.userid !== 'string' || body.userid === '') return refuseOld(400002, 'userid')
    const person = findEmployee(state.corp, body.userid)
    return person ? acceptOld({ result: wholePerson(person) }) : refuseOld(60121)
  }
}

function page(state: DingtalkState, body: Json) {
  const cursor = Number(body.cursor)
  const size = Number(body.size)
  if (!find(state, body.dept_id)) return refuseOld(60003)
  if (!Number.isInteger(cursor) || cursor < 0) return refuseOld(40068)
  if (!Number.isInteger(size) || size < 1 || size > 100) return refuseOld(40069)
  const everyone = employeesOf(state.corp, Number(body.dept_id))
  const more = cursor + size < everyone.length
  const rest = more ? { has_more: true, next_cursor: cursor + size } : { has_more: false }
  return { rest, people: everyone.slice(cursor, cursor + size) }
}

/** POST topapi/v2/user/list: direct members, at most 100 a page. */
export function listPeople(state: DingtalkState): Guarded {
  return body => {
    const found = page(state, body)
    if (!('people' in found)) return found
    const id = Number(body.dept_id)
    const rows = found.people.map(person => ({
      ...wholePerson(person),
      leader: leads(person, id),
      dept_order: 1,
    }))
    return acceptOld({ result: { ...found.rest, list: rows } })
  }
}

/** POST topapi/user/listsimple. */
export function listPeopleBriefly(state: DingtalkState): Guarded {
  return body => {
    const found = page(state, body)
    if (!('people' in found)) return found
    const rows = found.people.map(({ userId, name }) => ({ userid: userId, name }))
    return acceptOld({ result: { ...found.rest, list: rows } })
  }
}

/** POST topapi/user/listid. */
export function listIds(state: DingtalkState): Guarded {
  return body => {
    if (!find(state, body.dept_id)) return refuseOld(60003)
    const ids = employeesOf(state.corp, Number(body.dept_id)).map(({ userId }) => userId)
    return acceptOld({ result: { userid_list: ids } })
  }
}

/** POST topapi/user/getbyunionid. */
export function getByUnionId(state: DingtalkState): Guarded {
  return body => {
    const person = state.corp.people.find(
      ({ active, unionId }) => active !== false && unionId === body.unionid,
    )
    return person ? acceptOld({ result: { contact_type: 0, userid: person.userId } }) : refuseOld(60121)
  }
}

/** GET auth/scopes: what the app sees; the whole company unless its administrator says otherwise. */
export function readScopes(state: DingtalkState): Guarded {
  return () => {
    const { departments, people } = state.corp.scope ?? { departments: [1], people: [] }
    const scopes = { authed_user: people, authed_dept: departments }
    return acceptOld({ auth_org_scopes: scopes, auth_user_field: ['name', 'title'] })
  }
}
