import type { DuplicateCheckAnswer, DuplicateHit, HitStep } from '@gonghai/shared/client/duplicates-api'
import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { findObject } from '@gonghai/shared/objects'
import type { DuplicateObject, ShownField } from '@gonghai/shared/rules/duplicates'
import { can, type Masking } from '../../access/context'
import { clearColumn, clearSql, fieldRules, maskedFields, maskedValue } from '../../access/masks'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { Actor } from '../../kernel/actor'
import { dayIn } from '../../kernel/clock'
import { identifier, type Row, selectList, tableOf } from '../../records/columns'
import { mask } from '../../records/masking'
import { Params } from '../../records/reader'
import type { Collision } from './find-collisions'
import { ruleName } from './rule-name'

/** Hits beyond these are not told: nobody reads them. */
export const mostHits = 20

/** All collisions with one record. */
interface Found {
  object: DuplicateObject
  id: string
  degree: number
  collisions: Collision[]
}

/** A living record that was found, with what is known about it. */
interface FoundRow extends Row {
  id: string
  owner_id: string | null
  owner_name: string | null
  owner_department: string | null
  pool_id?: string | null
  pool_name?: string | null
  can_view: boolean
  asked: ('cooperation' | 'appeal')[]
}

const secret: ReadonlySet<Field['kind']> = new Set(['phone', 'email'])

function gather(collisions: readonly Collision[]): Found[] {
  const found = new Map<string, Found>()
  for (const collision of collisions) {
    const { object, id, degree } = collision
    const key = `${object}:${id}`
    const known = found.get(key)
    if (known) known.collisions.push(collision)
    else found.set(key, { object, id, degree, collisions: [collision] })
  }
  return [...found.values()]
}

/** The living ones among the records of one object, with owner, pool, and whether the reader may open them. */
async function readRows(
  sql: Sql,
  actor: Actor,
  object: ObjectDeclaration,
  ids: readonly string[],
  asStranger: boolean,
): Promise<FoundRow[]> {
  const params = new Params()
  const { bind } = params
  const me = actor.kind === 'employee' ? actor.employeeId : null
  const visible =
    actor.kind !== 'employee'
      ? 'true'
      : asStranger
        ? 'false'
        : scopeCondition(actor.access, object.name, 'view', bind, 't')
  // A rule shows to everybody what it shows; what a reader's roles mask stays masked all the same.
  const rules = actor.kind === 'employee' ? fieldRules(actor.access, object.name) : []
  const clear = rules.map((rule, at) => `, (${clearSql(rule, object, bind, 't')}) as ${clearColumn(at)}`)
  const pool = object.can.pooled
    ? { columns: ', p.name as pool_name', join: 'left join pool p on p.id = t.pool_id' }
    : { columns: '', join: '' }
  return sql.query<FoundRow>(
    `select ${selectList(object, 't')}, e.name as owner_name, d.name as owner_department${pool.columns},
       coalesce(${visible}, false) as can_view${clear.join('')},
       array(select r.kind from duplicate_request r where r.object = ${bind(object.name)} and r.record_id = t.id
         and r.asker_id = ${bind(me)}::uuid and r.state = 'pending' order by r.kind) as asked
     from ${identifier(tableOf(object).name)} t left join employee e on e.id = t.owner_id
       left join department d on d.id = e.department_id ${pool.join}
     where t.id = any(${bind(ids)}::uuid[]) and t.deleted_at is null`,
    params.values,
  )
}

/** What the reader may do about it; nothing is offered that would be refused at once. */
function stepsOf(actor: Actor, object: ObjectDeclaration, row: FoundRow): HitStep[] {
  if (actor.kind !== 'employee') return []
  const { access, employeeId } = actor
  const [mine, owned] = [row.owner_id === employeeId, row.owner_id !== null]
  const member = [...access.memberPools, ...access.adminPools].includes(row.pool_id ?? '')
  const asks = can(access, { object: 'duplicateRule', verb: 'query' }) && !mine
  const steps: [HitStep, boolean][] = [
    ['open', row.can_view],
    ['claim', !owned && member && can(access, { object: 'pool', verb: 'claim' })],
    [
      'cooperate',
      asks && owned && !row.can_view && can(access, { object: object.name as never, verb: 'view' }),
    ],
    ['appeal', asks && (owned || (object.can.pooled === true && !member))],
  ]
  return steps.filter(([, offered]) => offered).map(([step]) => step)
}

function valueText(
  t: Translate,
  object: ObjectDeclaration,
  name: string,
  row: FoundRow,
  zone: string,
): string {
  const field = object.fields[name]
  const value = tableOf(object).byField.get(name)?.decode(row)
  if (typeof value !== 'string' || value === '') return ''
  if (field?.kind === 'choice') return t(`option.${object.name}.${name}.${value}`)
  if (field?.kind === 'dateTime' || name === 'createdAt') return dayIn(zone, new Date(value))
  return field && secret.has(field.kind) && !(row.can_view && row.owner_id) ? String(mask(value)) : value
}

/** A fact as the reader's roles show it; nothing where it is hidden. */
function roleText(
  masking: Masking | undefined,
  object: ObjectDeclaration,
  name: string,
  text: string,
): string {
  const field = object.fields[name]
  if (!masking || !field || text === '') return text
  return masking === 'hidden' ? '' : String(maskedValue(field, text) ?? '***')
}

function factsOf(
  actor: Actor,
  t: Translate,
  object: ObjectDeclaration,
  names: readonly string[],
  row: FoundRow,
): DuplicateHit['facts'] {
  const masks = actor.kind === 'employee' ? maskedFields(actor.access, object.name, row) : {}
  const told = names.filter(name => name !== object.title && tableOf(object).byField.has(name))
  return told.flatMap(name => {
    const value = roleText(masks[name], object, name, valueText(t, object, name, row, actor.timeZone))
    const label =
      name === 'createdAt' ? t('duplicate.shown.createdAt') : t(`object.${object.name}.field.${name}`)
    return value ? [{ label, value }] : []
  })
}

function stateOf(t: Translate, object: ObjectDeclaration, row: FoundRow): string {
  const value = object.state ? row[object.state] : undefined
  const state = typeof value === 'string' ? t(`option.${object.name}.${object.state}.${value}`) : ''
  if (row.owner_id) return state || t('duplicate.state.owned')
  return row.pool_name ? t('duplicate.state.pooled', { pool: row.pool_name }) : t('duplicate.state.nobody')
}

function hitOf(actor: Actor, found: Found, row: FoundRow): DuplicateHit {
  const t = translator(actor.locale)
  const object = findObject(found.object)!
  const { collisions } = found
  const shown = new Set<ShownField>(collisions.flatMap(({ rule }) => rule.shown))
  const named = shown.has('name') || row.can_view
  // Found by a name that it does not bear, a reader asks why.
  const formerly = collisions.some(one => one.formerly)
  return {
    record: `${found.object}:${found.id}`,
    object: found.object,
    degree: found.degree,
    effect: collisions.some(({ rule }) => rule.effect === 'forbid') ? 'forbid' : 'warn',
    rules: [...new Set(collisions.map(({ rule }) => ruleName(t, rule.name)).filter(Boolean))],
    by: [...new Set(collisions.flatMap(({ rule }) => rule.conditions.map(({ field }) => field)))],
    title: named ? String(row[object.title]) : null,
    owner: row.owner_name ? { name: row.owner_name, department: row.owner_department ?? '' } : null,
    pool: row.owner_id ? null : (row.pool_name ?? null),
    state: stateOf(t, object, row),
    facts: factsOf(actor, t, object, named && formerly ? [...shown, 'formerNames'] : [...shown], row),
    may: stepsOf(actor, object, row),
    asked: row.asked,
  }
}

/**
 * What was found as this reader may know it: owner, department and state of every record, besides only what the rules show,
 * phones masked; records in the recycle bin are left out.
 * @param options.asStranger as a colleague would see it who may open none of them
 */
export async function hitsOf(
  sql: Sql,
  actor: Actor,
  collisions: readonly Collision[],
  { asStranger = false }: { asStranger?: boolean } = {},
): Promise<DuplicateHit[]> {
  const found = gather(collisions).slice(0, 3 * mostHits)
  const objects = [...new Set(found.map(({ object }) => object))]
  const rows = new Map<string, FoundRow>()
  for (const name of objects) {
    const ids = found.filter(({ object }) => object === name).map(({ id }) => id)
    for (const row of await readRows(sql, actor, findObject(name)!, ids, asStranger))
      rows.set(`${name}:${row.id}`, row)
  }
  const living = found.filter(({ object, id }) => rows.has(`${object}:${id}`)).slice(0, mostHits)
  return living.map(one => hitOf(actor, one, rows.get(`${one.object}:${one.id}`)!))
}

/** What saving would do. */
export function effectOf(hits: readonly DuplicateHit[]): DuplicateCheckAnswer['effect'] {
  if (hits.some(({ effect }) => effect === 'forbid')) return 'forbid'
  return hits.length > 0 ? 'warn' : 'none'
}
