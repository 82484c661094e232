import { type ActionContract, findAction, writableFields } from '@gonghai/shared/actions'
import type { Field, Fields, ObjectDeclaration } from '@gonghai/shared/objects'
import { findObject, objectList } from '@gonghai/shared/objects'
import { type CustomField, fieldOf } from '@gonghai/shared/objects/custom'
import type { Sql } from '../../db/database'
import type { Actor } from '../../kernel/actor'
import { type CustomFieldRow, customFieldColumns, fromRow } from './row'

const customised = (object: ObjectDeclaration, fields: Fields): ObjectDeclaration => ({
  ...object,
  fields: { ...object.fields, ...fields },
})

/**
 * The declarations as this company uses them: the static ones with the fields that the company added (CUST-15). Made once per
 * change of those fields; the same object is handed out until then, so that what is derived from a declaration is derived once.
 */
export class Catalogue {
  readonly #objects = new Map<string, ObjectDeclaration>()
  readonly #inputs = new Map<string, Fields>()

  constructor(
    /** Changes with every change of a custom field; empty before the first. */
    readonly stamp: string,
    custom: readonly CustomField[],
  ) {
    for (const object of objectList.filter(one => one.can.custom)) {
      const own = custom.filter(field => field.object === object.name && field.active)
      if (own.length === 0) continue
      this.#objects.set(
        object.name,
        customised(object, Object.fromEntries(own.map(f => [f.key, fieldOf(f)]))),
      )
    }
  }

  /** The declaration of an object, or undefined for any other word. */
  find(name: string): ObjectDeclaration | undefined {
    return this.#objects.get(name) ?? findObject(name)
  }

  /** The declaration of an object that is known to exist. */
  of(object: ObjectDeclaration): ObjectDeclaration {
    return this.#objects.get(object.name) ?? object
  }

  /** All declarations in their order of presentation. */
  get list(): readonly ObjectDeclaration[] {
    return objectList.map(object => this.of(object))
  }

  /** What an action accepts: the contract's input, and the company's own fields in create, update and what else fills them in. */
  inputOf(contract: ActionContract): Fields {
    if (this.#objects.size === 0) return contract.input
    const known = this.#inputs.get(contract.name)
    if (known) return known
    const fields = { ...contract.input, ...this.#ownFieldsOf(contract) }
    this.#inputs.set(contract.name, fields)
    return fields
  }

  /** A choice among an object's fields takes the company's own ones that people may write. */
  #withOwnOptions(field: Field): Field {
    const fields = Object.entries<Field>(this.find(field.ownFieldsOf!)?.fields ?? {})
    const own = fields
      .filter(([, one]) => one.custom && (one.write ?? 'user') === 'user')
      .map(([name]) => name)
    return { ...field, options: [...(field.options ?? []), ...own] }
  }

  #ownFieldsOf(contract: ActionContract): Fields {
    const [name = '', verb] = contract.name.split('.')
    const object = this.#objects.get(contract.fills ?? name)
    const chosen = Object.entries<Field>(contract.input).filter(([, field]) => field.ownFieldsOf)
    if (chosen.length > 0)
      return Object.fromEntries(chosen.map(([key, field]) => [key, this.#withOwnOptions(field)]))
    const made = contract.fills ? 'create' : verb
    if (!object || (made !== 'create' && made !== 'update') || !findAction(contract.name)) return {}
    const own = ([, field]: [string, Field]) => field.custom === true
    return Object.fromEntries(Object.entries(writableFields(object, made)).filter(own))
  }
}

/** The declarations as they stand in the code. */
export const plainCatalogue = new Catalogue('', [])

const stampKey = 'customFieldStamp'

let latest = plainCatalogue

async function read(sql: Sql, stamp: string): Promise<Catalogue> {
  const rows = await sql.query<CustomFieldRow>(
    `select ${customFieldColumns} from custom_field where active order by object, position, key`,
  )
  return new Catalogue(stamp, rows.map(fromRow))
}

/**
 * The catalogue as it is now. One statement where nothing changed; a stamp is never used twice, not even by another database.
 * Employees carry theirs in `access.catalogue`, which a change of custom fields renews like any change of permissions.
 */
export async function loadCatalogue(sql: Sql): Promise<Catalogue> {
  const [row] = await sql.query<{ stamp: string }>(
    `select value #>> '{}' as stamp from setting where key = '${stampKey}'`,
  )
  const stamp = row?.stamp ?? ''
  if (stamp === '') return plainCatalogue
  if (latest.stamp !== stamp) latest = await read(sql, stamp)
  return latest
}

/** The catalogue that an actor works with. */
export function catalogueOf(sql: Sql, actor: Actor): Catalogue | Promise<Catalogue> {
  return actor.kind === 'employee' ? actor.access.catalogue : loadCatalogue(sql)
}

/** Call in the transaction of every change of custom fields. @param stamp a fresh UUID */
export async function renewCatalogue(sql: Sql, stamp: string, at: Date): Promise<void> {
  await sql.query(
    `insert into setting (key, value, updated_at) values ('${stampKey}', to_jsonb($1::text), $2::timestamptz)
     on conflict (key) do update set value = to_jsonb($1::text), updated_at = $2::timestamptz`,
    [stamp, at],
  )
}
