import { createHash } from 'node:crypto'
import { actions } from '@gonghai/shared/actions'
import type { MeAnswer, MetaAnswer } from '@gonghai/shared/client/api'
import type { Fields, ObjectDeclaration } from '@gonghai/shared/objects'
import { findObject } from '@gonghai/shared/objects'
import { type Access, can } from '../access/context'
import type { Sql } from '../db/database'
import { commonFields } from './columns'
import { isImportable } from './importable'
import { offeredFields } from './readable'

type ObjectMeta = MetaAnswer['objects'][number]

const verbs = ['query', 'view', 'create', 'update', 'remove', 'restore', 'import', 'export'] as const
/** Verbs that need nothing of the declaration; what may be imported must be creatable. */
const always: ReadonlySet<string> = new Set(['query', 'view', 'export'])

/** A number that may be typed by hand is a field of the form. */
const typedNumber = { number: { kind: 'text', max: 40, write: 'create', rare: true } } as const

function objectMeta(access: Access, object: ObjectDeclaration, typed: ReadonlySet<string>): ObjectMeta[] {
  const permitted = verbs.filter(verb => can(access, { object: object.name, verb }))
  const offered = permitted.filter(verb =>
    verb === 'import' ? isImportable(object) : always.has(verb) || object.verbs.includes(verb as 'create'),
  )
  if (offered.length === 0) return []
  const fields: Fields = {
    ...offeredFields(access, object),
    ...commonFields(object),
    ...(typed.has(object.name) ? typedNumber : {}),
  }
  return [
    {
      name: object.name,
      title: object.title,
      facts: [...object.facts],
      keyFacts: object.keyFacts.filter(name => fields[name]),
      ...(object.state ? { state: object.state } : {}),
      order: object.order,
      fields,
      verbs: offered,
      can: { ...object.can },
      ...(object.parent ? { parent: object.parent } : {}),
    },
  ]
}

/** Permissions that no record and no action shows: they open the pages of the administration. */
const setsUp = /\.(configure|explain|grant)$/

/** A field that a series fills in, not the record's number. */
const isSeries = (object: string, name = ''): boolean => {
  const fields: Fields = findObject(object)?.fields ?? {}
  return fields[name]?.series !== undefined
}

/** Objects whose numbers may be typed by hand (SET-4). */
export async function typedNumbers(sql: Sql): Promise<Set<string>> {
  const rows = await sql.query<{ key: string }>('select key from number_rule where manual')
  const numbers = rows.map(({ key }) => key.split('.') as [object: string, kind?: string])
  return new Set(numbers.filter(([object, kind]) => !isSeries(object, kind)).map(([object]) => object))
}

/**
 * GET /api/meta: what this reader may use, and how it is declared; no more than the reader's roles permit.
 * @param typed see `typedNumbers`
 */
export function readMeta(
  access: Access,
  me: MeAnswer,
  typed: ReadonlySet<string> = new Set(),
): { meta: MetaAnswer; etag: string } {
  const forStaff = actions.filter(action => (action.by ?? ['employee']).includes('employee'))
  const permitted = forStaff.filter(action => can(access, action.needs))
  const meta: MetaAnswer = {
    objects: access.catalogue.list.flatMap(object => objectMeta(access, object, typed)),
    actions: Object.fromEntries(
      permitted.map(action => {
        const { name, undo, bulk, fills } = action
        const input = access.catalogue.inputOf(action)
        return [
          name,
          { input, ...(undo ? { undo } : {}), ...(bulk ? { bulk } : {}), ...(fills ? { fills } : {}) },
        ]
      }),
    ),
    may: [...access.permissions].filter(key => setsUp.test(key)).sort(),
    me,
  }
  const digest = createHash('sha256').update(JSON.stringify(meta)).digest('base64url').slice(0, 27)
  return { meta, etag: `"${digest}"` }
}
