import type { LeadTarget } from '@gonghai/shared/actions/lead'
import type { Value } from '@gonghai/shared/client/api'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import type { Access, Masking } from '../../access/context'
import { maskedNames } from '../../access/masked-row'
import { maskedValue, neverClear } from '../../access/masks'
import type { Sql } from '../../db/database'
import type { Actor } from '../../kernel/actor'
import type { Row } from '../../records/columns'
import { isReadable, mask, maskableFields, openPools } from '../../records/masking'

/** How a field of one lead is kept from whoever converts it: by their roles, or while it lies in its pool. */
type Shade = Masking | 'inPool'

/** What of a lead its converter sees whole, and what of the rest may go along (CUST-2, SET-2). */
export class Shades {
  constructor(
    private readonly access: Access | undefined,
    private readonly shades: Readonly<Record<string, Shade>>,
  ) {}

  has(source: string): boolean {
    return this.shades[source] !== undefined
  }

  /** A value that the converter doesn't see whole goes only where they don't see it whole either. */
  goesTo(source: string, target: LeadTarget, field: string, declared: Field): boolean {
    const shade = this.shades[source]
    if (!shade || !this.access) return true
    if (shade === 'inPool') return target === 'customer' && declared.read === 'maskedInPool'
    const there = neverClear(this.access, target)[field]
    return there === 'hidden' || there === shade
  }

  /** The value as the converter sees it on the lead. */
  shown(source: string, declared: Pick<Field, 'kind'> | undefined, value: Value): string {
    if (this.shades[source] === 'inPool') return String(mask(value) ?? '')
    const short = this.shades[source] === 'masked' && declared ? maskedValue(declared, value) : null
    return String(short ?? '***')
  }
}

/** What of this lead is kept from the actor; nothing from the system. */
export async function shadesOf(sql: Sql, actor: Actor, lead: ObjectDeclaration, row: Row): Promise<Shades> {
  if (actor.kind !== 'employee') return new Shades(undefined, {})
  const lying = row.owner_id ? [] : maskableFields(lead)
  const readable = lying.length === 0 || isReadable(lead, await openPools(sql), row)
  const inPool = readable ? [] : lying.map((name): [string, Shade] => [name, 'inPool'])
  const byRole = await maskedNames(sql, actor.access, { object: 'lead', id: row.id as string })
  return new Shades(actor.access, { ...Object.fromEntries(inPool), ...byRole })
}
