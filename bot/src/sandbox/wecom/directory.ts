import type { Call } from '../http-host'
import type { WecomDepartment, WecomPerson } from './corp'
import { findMember, membersOf, subtree } from './corp'
import { accept, refuse } from './errors'
import type { Guarded } from './guard'
import type { Json, WecomState } from './state'

function leadersOf(state: WecomState, id: number): string[] {
  return membersOf(state.corp, [id])
    .filter(person => person.leads?.includes(id))
    .map(person => person.userId)
}

const orderOf = (department: WecomDepartment) => department.order ?? 100_000_000 - department.id

function wholeDepartment(state: WecomState, department: WecomDepartment) {
  return {
    id: department.id,
    name: department.name,
    name_en: '',
    department_leader: leadersOf(state, department.id),
    parentid: department.parentId,
    order: orderOf(department),
  }
}

/** What an app made after 2022-06-20 may see: no phone, mail, avatar, gender, address. */
function wholePerson(person: WecomPerson) {
  return {
    userid: person.userId,
    name: person.name,
    department: person.departments,
    order: person.departments.map(() => 0),
    position: person.title ?? '',
    is_leader_in_dept: person.departments.map(id => (person.leads?.includes(id) ? 1 : 0)),
    direct_leader: person.leaderUserId ? [person.leaderUserId] : [],
    telephone: '',
    alias: '',
    status: 1,
    main_department: person.departments[0] ?? 1,
    extattr: { attrs: [] },
    external_position: '',
  }
}

function wantedDepartments(state: WecomState, call: Call): WecomDepartment[] | undefined {
  const id = call.query.get('id')
  const { visible } = state.corp
  const shown = state.corp.departments.filter(department => visible?.includes(department.id) ?? true)
  if (id === null || id === '') return shown
  const inside = subtree(state.corp, Number(id))
  const found = shown.filter(department => inside.includes(department.id))
  return found.length > 0 ? found : undefined
}

/** GET department/list. */
export function listDepartments(state: WecomState): Guarded {
  return call => {
    if (state.corp.directoryRefusal) return refuse(state.corp.directoryRefusal)
    const found = wantedDepartments(state, call)
    if (!found) return refuse(60123)
    return accept({ department: found.map(department => wholeDepartment(state, department)) })
  }
}

/** GET department/simplelist. */
export function listDepartmentIds(state: WecomState): Guarded {
  return call => {
    const found = wantedDepartments(state, call)
    if (!found) return refuse(60123)
    const rows = found.map(({ id, parentId, ...rest }) => ({
      id,
      parentid: parentId,
      order: orderOf({ id, parentId, ...rest }),
    }))
    return accept({ department_id: rows })
  }
}

/** GET department/get. */
export function getDepartment(state: WecomState): Guarded {
  return call => {
    const found = state.corp.departments.find(({ id }) => `${id}` === call.query.get('id'))
    return found ? accept({ department: wholeDepartment(state, found) }) : refuse(60123)
  }
}

function peopleOf(state: WecomState, call: Call): WecomPerson[] | undefined {
  const id = Number(call.query.get('department_id'))
  const known = state.corp.departments.some(department => department.id === id)
  return known ? membersOf(state.corp, [id]) : undefined
}

/** GET user/simplelist: direct members of one department. */
export function listPeopleBriefly(state: WecomState): Guarded {
  return call => {
    const found = peopleOf(state, call)
    if (!found) return refuse(60123)
    const rows = found.map(({ userId, name, departments }) => ({
      userid: userId,
      name,
      department: departments,
    }))
    return accept({ userlist: rows })
  }
}

/** GET user/list: direct members of one department, all fields. */
export function listPeople(state: WecomState): Guarded {
  return call => {
    if (state.corp.directoryRefusal) return refuse(state.corp.directoryRefusal)
    const found = peopleOf(state, call)
    return found ? accept({ userlist: found.map(wholePerson) }) : refuse(60123)
  }
}

/** GET user/get. */
export function getPerson(state: WecomState): Guarded {
  return call => {
    const userId = call.query.get('userid')
    if (!userId) return refuse(41009)
    const person = findMember(state.corp, userId)
    return person ? accept(wholePerson(person)) : refuse(60111)
  }
}

/** POST user/list_id: every (userid, department) pair, by cursor. */
export function listIds(state: WecomState) {
  return (body: Json) => {
    const limit = Math.min(Number(body.limit ?? 10_000), 10_000)
    const from = body.cursor ? Number(`${body.cursor}`) : 0
    if (!Number.isInteger(from) || from < 0 || !(limit > 0)) return refuse(40058, 'cursor')
    const pairs = membersOf(
      state.corp,
      state.corp.departments.map(({ id }) => id),
    ).flatMap(person => person.departments.map(department => ({ userid: person.userId, department })))
    const next = from + limit < pairs.length ? `${from + limit}` : ''
    return accept({ next_cursor: next, dept_user: pairs.slice(from, from + limit) })
  }
}
