import type { ObjectDeclaration } from '@gonghai/shared/objects/declare'
import { type Access, can } from './context'
import { elementsOf } from './elements'

const known = new WeakMap<Access, Map<string, boolean>>()

function compared(access: Access, object: ObjectDeclaration): boolean {
  if (!can(access, { object: object.name, verb: 'view' })) return true
  if (!object.can.owned) return false
  const opened = elementsOf(access, object, 'view')
  if (opened.some(({ kind }) => kind === 'all')) return false
  const same = new Set(opened.map(element => JSON.stringify(element)))
  return elementsOf(access, object, 'query').some(element => !same.has(JSON.stringify(element)))
}

/** Do the reader's lists hold records that the reader may not open (SET-2: query wider than view)? */
export function listsBeyondView(access: Access, object: ObjectDeclaration): boolean {
  const answers = known.get(access) ?? new Map<string, boolean>()
  known.set(access, answers)
  const answer = answers.get(object.name) ?? compared(access, object)
  answers.set(object.name, answer)
  return answer
}
