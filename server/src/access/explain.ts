import type { ExplainAnswer, ExplainStep } from '@gonghai/shared/client/access-api'
import { type Translate, translator } from '@gonghai/shared/i18n'
import { findObject, type ObjectDeclaration, objectList } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { identifier, splitRecord, tableOf } from '../records/columns'
import { parseValue } from '../records/input'
import { Params } from '../records/reader'
import { can, type ReachNeed } from './context'
import { explainSteps } from './explain-steps'
import { loadPerson } from './load-material'
import { scopeCondition } from './scope'

/** What is asked: any way of naming a record, whom it is about (else the asker), and what for. */
export interface ExplainQuestion {
  record: string
  employee?: string | undefined
  need: ReachNeed
}

const pairs = [
  /([a-zA-Z]+)[:/]([0-9a-f]{8}-[0-9a-f-]{27})/,
  /object=([a-zA-Z]+)&(?:.*&)?id=([0-9a-f]{8}-[0-9a-f-]{27})/,
]

/** "customer:<id>", "/r/customer/<id>", or an address of the app; undefined for anything else. */
export function recordNamed(text: string): string | undefined {
  for (const pattern of pairs) {
    const found = pattern.exec(text.replace(/%3a/gi, ':').replace(/%26/g, '&').replace(/%3d/gi, '='))
    const object = found && findObject(found[1]!)
    if (object && typeof parseValue({ kind: 'reference' }, found[2]) === 'string')
      return `${object.name}:${found[2]}`
  }
  return undefined
}

/** KH-20261121-0007 → its record, whoever may see it: for those who may explain only. */
async function byNumber(sql: Sql, text: string): Promise<string | undefined> {
  const number = text.trim()
  if (number === '' || number.length > 60) return undefined
  for (const object of objectList.filter(one => one.number)) {
    const [row] = await sql.query<{ id: string }>(
      `select id from ${identifier(tableOf(object).name)} where number = $1 limit 1`,
      [number],
    )
    if (row) return `${object.name}:${row.id}`
  }
  return undefined
}

/** What is attached is seen with the record that it belongs to. */
async function parentOf(sql: Sql, object: ObjectDeclaration, id: string): Promise<string | undefined> {
  const column = object.parent ? tableOf(object).byField.get(object.parent) : undefined
  if (!column) return undefined
  const parts = column.parts.map(part => identifier(part.name)).join(', ')
  const [row] = await sql.query<Record<string, unknown>>(
    `select ${parts} from ${identifier(tableOf(object).name)} where id = $1::uuid`,
    [id],
  )
  const pointer = row && column.decode(row)
  return typeof pointer === 'string' ? pointer : undefined
}

interface Seen {
  visible: boolean
  title: string | null
}

/** What the actor may see of a record: the same as its detail would show. */
async function seenBy(sql: Sql, actor: EmployeeActor, record: string, need: ReachNeed): Promise<Seen> {
  const [name, id] = splitRecord(record)
  const object = findObject(name)!
  const { values, bind } = new Params()
  const title = identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)
  const condition = (one: ReachNeed) => scopeCondition(actor.access, object.name, one, bind, 't')
  const asked = condition(need)
  const [row] = await sql.query<{ visible: boolean; named: boolean; title: string }>(
    `select (${asked}) as visible, ((${condition('query')}) or (${condition('view')})) as named, left(t.${title}::text, 100) as title
     from ${identifier(tableOf(object).name)} t where t.id = ${bind(id)}::uuid and t.deleted_at is null`,
    values,
  )
  return { visible: row?.visible === true, title: row?.named ? row.title : null }
}

const hintsFor = (t: Translate, visible: boolean) =>
  visible ? [] : ['check', 'ask', 'administrator'].map(key => t(`access.explain.hint.${key}`))

/**
 * Why somebody can't see a record. Whoever may not explain gets one answer for hidden and missing alike; who may (permission
 * access.explain) is told everything, about any employee. @throws Refusal notPermitted for questions about others | notFound
 */
export async function explain(
  sql: Sql,
  actor: EmployeeActor,
  { record: text, employee = actor.employeeId, need }: ExplainQuestion,
): Promise<ExplainAnswer> {
  const t = translator(actor.locale)
  const full = can(actor.access, { object: 'access', verb: 'explain' })
  if (!full && employee !== actor.employeeId) refuse('notPermitted')
  const record = recordNamed(text) ?? (full ? await byNumber(sql, text) : undefined) ?? null
  const seen = record ? await seenBy(sql, actor, record, need) : { visible: false, title: null }
  if (!full) {
    const key = seen.visible ? 'visible' : 'hidden'
    return {
      record,
      visible: seen.visible,
      text: t(`access.explain.${key}`),
      hints: hintsFor(t, seen.visible),
    }
  }
  const person = (await loadPerson(sql, employee, t)) ?? refuse('notFound')
  const [name, id] = record ? splitRecord(record) : ['', '']
  const parent = record ? await parentOf(sql, findObject(name)!, id) : undefined
  const about = parent ?? record
  const told = about
    ? await explainSteps({
        sql,
        t,
        locale: actor.locale,
        person,
        record: about,
        need: parent && need === 'query' ? 'view' : need,
      })
    : {
        visible: false,
        steps: [{ key: 'record', state: 'fail', text: t('access.explain.step.nothing') } as ExplainStep],
      }
  const attached: ExplainStep[] = parent
    ? [
        {
          key: 'parent',
          state: 'none',
          text: t('access.explain.step.parent', { object: t(`object.${splitRecord(parent)[0]}.label`) }),
        },
      ]
    : []
  return {
    record,
    visible: told.visible,
    text: t(`access.explain.${told.visible ? 'sees' : 'seesNot'}`, {
      name: person.name,
      need: t(`access.need.${need}`),
    }),
    hints: told.steps
      .filter(({ state }) => state === 'fail')
      .map(step => t(`access.explain.remedy.${step.key}`)),
    steps: [...attached, ...told.steps],
    about: { title: seen.title, employee: { id: person.id, name: person.name }, need },
  }
}
