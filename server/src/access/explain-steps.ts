import type { ExplainStep } from '@gonghai/shared/client/access-api'
import type { Locale, Translate } from '@gonghai/shared/i18n'
import { findObject, type ObjectDeclaration } from '@gonghai/shared/objects'
import { labelOf } from '@gonghai/shared/objects/labels'
import type { Sql } from '../db/database'
import { listed } from '../kernel/words'
import { identifier, splitRecord, tableOf } from '../records/columns'
import { Params } from '../records/reader'
import { isAbroad } from './abroad'
import { ruleFor, verbsOf } from './combine'
import type { Access, ReachNeed } from './context'
import { absentObjects } from './functions'
import { accessOf, type PersonFile } from './load-material'
import { fieldRules } from './masks'
import { scopeCondition } from './scope'

/** Who, what, and what for. */
export interface Situation {
  sql: Sql
  t: Translate
  locale: Locale
  person: PersonFile
  /** "object:id" */
  record: string
  need: ReachNeed
}

const step = (key: string, state: ExplainStep['state'], text: string): ExplainStep => ({ key, state, text })

/** The verb without which the need can't be had at all. */
const verbFor = { query: 'query', view: 'view', edit: 'update' } as const

/** The person: left, never linked to a chat account, without position, without role. */
function personSteps({ t, person }: Situation): ExplainStep[] {
  const steps = [
    person.active
      ? step(
          'employee',
          'pass',
          t('access.explain.step.active', { name: person.name, department: person.department }),
        )
      : step('employee', 'fail', t('access.explain.step.left', { name: person.name })),
  ]
  if (!person.linked) steps.push(step('linked', 'fail', t('access.explain.step.unlinked')))
  if (!person.position) steps.push(step('position', 'none', t('access.explain.step.noPosition')))
  const roles = person.grants
  steps.push(
    roles.length > 0
      ? step(
          'roles',
          'pass',
          t('access.explain.step.roles', {
            roles: listed(
              t,
              roles.map(grant => roleText(t, grant)),
            ),
          }),
        )
      : step('roles', 'fail', t('access.explain.step.noRole')),
  )
  return steps
}

function roleText(t: Translate, grant: { role_name: string; position: string | null }): string {
  return grant.position
    ? t('access.explain.roleOfPosition', { role: grant.role_name, position: grant.position })
    : grant.role_name
}

/** The function of the organisation, and the verb by any role. */
function permissionSteps({ t, person, need }: Situation, object: ObjectDeclaration): ExplainStep[] {
  const label = t(`object.${object.name}.label`)
  const here = person.grants.filter(
    ({ functions }) => !absentObjects(functions ?? person.functions).has(object.name),
  )
  if (absentObjects(person.functions).has(object.name) && here.length === 0)
    return [
      step(
        'function',
        'fail',
        t('access.explain.step.functionOff', { organisation: person.organisation, object: label }),
      ),
    ]
  const verb = verbFor[need]
  const giving = here.filter(grant => verbsOf(grant, object.name).includes(verb))
  const params = { object: label, verb: t(`settings.value.permissions.${verb}`) }
  if (giving.length === 0) return [step('verb', 'fail', t('access.explain.step.noVerb', params))]
  const roles = listed(
    t,
    giving.map(({ role_name }) => role_name),
  )
  return [step('verb', 'pass', t('access.explain.step.verb', { ...params, roles }))]
}

interface Standing {
  deleted: boolean
  owner: string | null
  owner_id: string | null
  owner_department: string | null
  pool: string | null
  pool_id: string | null
  team: string | null
}

async function standingOf(sql: Sql, object: ObjectDeclaration, id: string, employeeId: string) {
  const table = identifier(tableOf(object).name)
  const owned = object.can.owned === true
  const owner = owned
    ? 'e.name as owner, t.owner_id, d.name as owner_department'
    : 'null as owner, null as owner_id, null as owner_department'
  const joins = owned
    ? 'left join employee e on e.id = t.owner_id left join department d on d.id = t.department_id'
    : ''
  const pool = object.can.pooled
    ? '(select p.name from pool p where p.id = t.pool_id) as pool, t.pool_id'
    : 'null as pool, null as pool_id'
  const [row] = await sql.query<Standing>(
    `select t.deleted_at is not null as deleted, ${owner}, ${pool},
       (select m.access from team_member m where m.object = $2 and m.record_id = t.id and m.employee_id = $3::uuid) as team
     from ${table} t ${joins} where t.id = $1::uuid`,
    [id, object.name, employeeId],
  )
  return row
}

/** Which of several reaches hold the record, by one statement. */
async function held(
  sql: Sql,
  object: ObjectDeclaration,
  id: string,
  need: ReachNeed,
  candidates: readonly Access[],
): Promise<boolean[]> {
  const { values, bind } = new Params()
  const parts = candidates.map(
    (access, index) => `(${scopeCondition(access, object.name, need, bind, 't')}) as r${index}`,
  )
  const [row] = await sql.query<Record<string, boolean>>(
    `select ${parts.join(', ')} from ${identifier(tableOf(object).name)} t
     where t.id = ${bind(id)}::uuid and t.deleted_at is null`,
    values,
  )
  return candidates.map((_, index) => row?.[`r${index}`] === true)
}

/** Without pools, team and subordinates' approvals: what the roles alone reach. */
const bare = (access: Access): Access => ({ ...access, memberPools: [], adminPools: [] })

/** Each role's scope, and whether the record lies in it. */
async function scopeSteps(situation: Situation, object: ObjectDeclaration, id: string, at: Standing) {
  const { sql, t, person, need } = situation
  if (!object.can.owned) return [step('scope', 'pass', t('access.explain.step.notOwned'))]
  const giving = person.grants.filter(grant => verbsOf(grant, object.name).length > 0)
  const whole = accessOf(person)
  const candidates = [
    ...giving.map(grant => bare(accessOf(person, { grants: [grant], additions: [] }))),
    bare(accessOf(person, { grants: giving.map(grant => ({ ...grant, scopes: { '*': nothing } })) })),
    whole,
  ]
  // In a team one is a reader by any role: that is told by itself.
  const reached = at.team ? candidates.map(() => undefined) : await held(sql, object, id, need, candidates)
  const owner = at.owner
    ? t('access.explain.owner', { name: at.owner, department: at.owner_department ?? '' })
    : t('access.explain.noOwner')
  const steps = giving.map((grant, index) => {
    const scope = isAbroad(person.organisation_id, grant)
      ? t('access.role.onlyIn', { organisation: grant.organisation ?? '' })
      : t(`settings.value.scopes.${ruleFor(grant, object.name)[need]}`)
    const key = reached[index] === true ? 'inScope' : reached[index] === false ? 'outOfScope' : 'scopeIs'
    const state = reached[index] === true ? 'pass' : 'none'
    return step('scope', state, t(`access.explain.step.${key}`, { role: grant.role_name, scope, owner }))
  })
  if (person.additions.length > 0) {
    const added = reached[giving.length] === true
    steps.push(
      step('additions', added ? 'pass' : 'none', t(`access.explain.step.${added ? 'added' : 'notAdded'}`)),
    )
  }
  return steps
}

const nothing = { query: 'none', view: 'none', edit: 'none' } as const

function teamAndPool({ t, person, need }: Situation, object: ObjectDeclaration, at: Standing): ExplainStep[] {
  const steps: ExplainStep[] = []
  if (object.can.team) {
    const enough = at.team === 'edit' || (at.team === 'read' && need !== 'edit')
    const key = at.team ? `team_${at.team}` : 'noTeam'
    steps.push(step('team', enough ? 'pass' : 'none', t(`access.explain.step.${key}`)))
  }
  if (at.pool && !at.owner_id) {
    const inside = [...person.place.memberPools, ...person.place.adminPools].includes(at.pool_id ?? '')
    const opens = inside && need === 'view'
    steps.push(
      step(
        'pool',
        opens ? 'pass' : 'none',
        t(`access.explain.step.${inside ? 'inPool' : 'notInPool'}`, { pool: at.pool }),
      ),
    )
  }
  return steps
}

function maskStep({ t, locale, person }: Situation, object: ObjectDeclaration): ExplainStep[] {
  const fields = [
    ...new Set(fieldRules(accessOf(person), object.name).flatMap(rule => Object.keys(rule.fields))),
  ]
  if (fields.length === 0) return []
  const own = person.place.catalogue.find(object.name)?.fields
  const names = fields
    .map(name => labelOf(own?.[name], locale) ?? t(`object.${object.name}.field.${name}`))
    .join(t('ui.listComma'))
  return [step('mask', 'none', t('access.explain.step.mask', { fields: names }))]
}

/** Everything that was looked at, in order, and whether the person has what was asked. */
export async function explainSteps(
  situation: Situation,
): Promise<{ visible: boolean; steps: ExplainStep[] }> {
  const { sql, t, person, record, need } = situation
  const [name, id] = splitRecord(record)
  const object = findObject(name)!
  const steps = [...personSteps(situation), ...permissionSteps(situation, object)]
  const at = await standingOf(sql, object, id, person.id)
  if (!at)
    return { visible: false, steps: [...steps, step('record', 'fail', t('access.explain.step.missing'))] }
  if (at.deleted)
    return { visible: false, steps: [...steps, step('bin', 'fail', t('access.explain.step.bin'))] }
  steps.push(...(await scopeSteps(situation, object, id, at)), ...teamAndPool(situation, object, at))
  const [reached] = await held(sql, object, id, need, [accessOf(person)])
  const allowed = person.active && !steps.some(one => one.state === 'fail' && barring.has(one.key))
  const visible = reached === true && allowed
  if (!reached && object.can.owned && allowed)
    steps.push(step('reach', 'fail', t('access.explain.step.notReached', { need: t(`access.need.${need}`) })))
  return { visible, steps: [...steps, ...(visible ? maskStep(situation, object) : [])] }
}

/** Steps that bar everything; not being linked only keeps one from signing in. */
const barring = new Set(['employee', 'roles', 'function', 'verb'])
