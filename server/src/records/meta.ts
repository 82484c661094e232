import { createHash } from 'node:crypto'
import { actions } from '@gonghai/shared/actions'
import type { MeAnswer, MetaAnswer } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { type Access, can } from '../access/context'
import { commonFields } from './columns'
import { offeredFields } from './readable'

type ObjectMeta = MetaAnswer['objects'][number]

const verbs = ['query', 'view', 'create', 'update', 'remove', 'restore', 'import', 'export'] as const
/** Verbs that need nothing of the declaration; what may be imported must be creatable. */
const always: ReadonlySet<string> = new Set(['query', 'view', 'export'])

function objectMeta(access: Access, object: ObjectDeclaration): ObjectMeta[] {
  const permitted = verbs.filter(verb => can(access, { object: object.name, verb }))
  const offered = permitted.filter(verb =>
    verb === 'import'
      ? object.verbs.includes('create')
      : always.has(verb) || object.verbs.includes(verb as 'create'),
  )
  if (offered.length === 0) return []
  const fields = { ...offeredFields(access, object), ...commonFields(object) }
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

/** GET /api/meta: what this reader may use, and how it is declared; no more than the reader's roles permit. */
export function readMeta(access: Access, me: MeAnswer): { meta: MetaAnswer; etag: string } {
  const forStaff = actions.filter(action => (action.by ?? ['employee']).includes('employee'))
  const permitted = forStaff.filter(action => can(access, action.needs))
  const meta: MetaAnswer = {
    objects: access.catalogue.list.flatMap(object => objectMeta(access, object)),
    actions: Object.fromEntries(
      permitted.map(action => {
        const { name, undo, bulk } = action
        const input = access.catalogue.inputOf(action)
        return [name, { input, ...(undo ? { undo } : {}), ...(bulk ? { bulk } : {}) }]
      }),
    ),
    may: [...access.permissions].filter(key => setsUp.test(key)).sort(),
    me,
  }
  const digest = createHash('sha256').update(JSON.stringify(meta)).digest('base64url').slice(0, 27)
  return { meta, etag: `"${digest}"` }
}
