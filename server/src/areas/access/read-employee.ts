import type { EffectiveRow, EmployeeAccessAnswer } from '@gonghai/shared/client/access-api'
import { translator } from '@gonghai/shared/i18n'
import { findObject, objectList } from '@gonghai/shared/objects'
import { permissionSubjects, ruleFor, verbsOf } from '../../access/combine'
import { reachNeeds } from '../../access/context'
import { absentObjects } from '../../access/functions'
import { accessOf, loadPerson, type PersonFile } from '../../access/load-material'
import { fieldRules } from '../../access/masks'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { askedVerbs } from './catalogue'
import { namesOf } from './named'
import { demandReader, namedView } from './read-roles'

type Names = ReadonlyMap<string, string>

function effectiveRow(person: PersonFile, object: string, names: Names): EffectiveRow | undefined {
  const declared = findObject(object)
  const giving = person.grants.filter(grant => verbsOf(grant, object).length > 0)
  const additions = person.additions.filter(
    one => declared?.can.owned && (one.object === object || one.object === '*'),
  )
  if (giving.length === 0 && additions.length === 0) return undefined
  const verbs = askedVerbs(object, declared).flatMap(verb => {
    const from = giving.filter(grant => verbsOf(grant, object).includes(verb)).map(grant => grant.role_name)
    return from.length > 0 ? [{ verb, from }] : []
  })
  const scopes = declared?.can.owned
    ? reachNeeds.flatMap(need => {
        const found = new Map<string, string[]>()
        for (const grant of giving) {
          const scope = ruleFor(grant, object)[need]
          found.set(scope, [...(found.get(scope) ?? []), grant.role_name])
        }
        return [...found].map(([scope, from]) => ({ need, scope, from }))
      })
    : []
  const named = [
    ...giving.flatMap(grant =>
      (ruleFor(grant, object).named ?? []).map(one => ({ ...namedView(one, names), from: grant.role_name })),
    ),
    ...additions.map(one => ({ ...namedView(one, names), from: '' })),
  ]
  const masks = fieldRules(accessOf(person), object).flatMap(({ fields, except }) =>
    Object.entries(fields).map(([field, masking]) => ({ field, masking, partly: except !== null })),
  )
  const off = absentObjects(person.functions).has(object)
  return { object, verbs, scopes, named, masks, ...(off ? { off: true as const } : {}) }
}

/** GET /api/access/employees/:id: what somebody may do, and where each of it comes from (SET-2). @throws Refusal notFound */
export async function readEmployeeAccess(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
): Promise<EmployeeAccessAnswer> {
  if (id !== actor.employeeId) demandReader(actor)
  const person = (await loadPerson(sql, id, translator(actor.locale))) ?? refuse('notFound')
  const rules = person.grants.flatMap(({ scopes }) => Object.values(scopes)).flatMap(rule => rule.named ?? [])
  const names = await namesOf(sql, [...rules, ...person.additions])
  return {
    employee: {
      id: person.id,
      name: person.name,
      department: person.department,
      position: person.position,
      active: person.active,
      linked: person.linked,
    },
    grants: person.grants.map(grant => ({
      role: { id: grant.role_id, name: grant.role_name },
      organisation: grant.organisation_id
        ? { id: grant.organisation_id, name: grant.organisation ?? '' }
        : null,
      position: grant.position_id ? { id: grant.position_id, name: grant.position ?? '' } : null,
    })),
    additions: person.additions.map(one => ({
      ...namedView(one, names),
      id: one.addition_id,
      object: one.object,
    })),
    effective: permissionSubjects.flatMap(object => effectiveRow(person, object, names) ?? []),
  }
}

/** Objects with records of somebody, for which a preview counts. */
export const countedObjects = objectList.filter(({ can, parent }) => can.owned && !parent)
