import type { Value } from '@gonghai/shared/client/api'
import type { Field, MatchKind, ObjectDeclaration } from '@gonghai/shared/objects/declare'
import type { Sql } from '../db/database'
import { companyName, normalisePerson, normalisePhone, normaliseTaxNumber } from './normalise-name'

/** What a value is compared by; see table `duplicate_key`. */
export interface MatchKey {
  kind: MatchKind
  value: string
  regions: string[]
}

type Normalise = (text: string) => Omit<MatchKey, 'kind'> | undefined

const plain =
  (normalise: (text: string) => string, shortest = 1): Normalise =>
  text => {
    const value = normalise(text)
    return value.length < shortest ? undefined : { value, regions: [] }
  }

const host = (text: string) =>
  URL.canParse(text) ? new URL(text).hostname.toLowerCase().replace(/^www\./, '') : ''

const normalisers: Record<MatchKind, Normalise> = {
  company: text => {
    const { core, regions } = companyName(text)
    return core === '' ? undefined : { value: core, regions }
  },
  person: plain(normalisePerson),
  phone: plain(normalisePhone, 5),
  taxNumber: plain(normaliseTaxNumber, 5),
  email: plain(text => text.normalize('NFKC').trim().toLowerCase()),
  wechat: plain(text => text.normalize('NFKC').trim().toLowerCase()),
  website: plain(host),
  customer: plain(text => text),
}

/** Longest value that is kept: an index entry holds some 2,700 bytes. */
const longestValue = 200

/** The key of one value, or undefined where nothing is left to compare. */
export function matchKey(kind: MatchKind, value: Value | undefined): MatchKey | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const key = normalisers[kind](value)
  return key && { kind, ...key, value: [...key.value].slice(0, longestValue).join('') }
}

const fieldsByObject = new WeakMap<ObjectDeclaration, readonly { field: string; kind: MatchKind }[]>()

/** The fields of an object that duplicate rules may compare. */
export function matchFields(object: ObjectDeclaration): readonly { field: string; kind: MatchKind }[] {
  const known = fieldsByObject.get(object)
  if (known) return known
  const found = Object.entries<Field>(object.fields).flatMap(([field, { match }]) =>
    match ? [{ field, kind: match }] : [],
  )
  fieldsByObject.set(object, found)
  return found
}

/** The keys of a record's values. */
export function matchKeys(
  object: ObjectDeclaration,
  values: Readonly<Record<string, Value | undefined>>,
): MatchKey[] {
  return matchFields(object).flatMap(({ field, kind }) => matchKey(kind, values[field]) ?? [])
}

/**
 * SQL of the record that a row of `duplicate_key` speaks of: what has been merged is found as what it has become part of (CUST-12).
 */
export function bearerOf(key: string): string {
  return `coalesce((select m.merged_into_id from customer m where ${key}.object = 'customer' and m.id = ${key}.record_id),
    ${key}.record_id)`
}

/** FNV-1a over code points, as a signed 32-bit number. What collides is told apart by looking at the values themselves. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (const letter of text) sum = Math.imul(sum ^ letter.codePointAt(0)!, 0x01000193)
  return sum | 0
}

/** Names are compared by degree; everything else is the same or not. */
const byDegree: ReadonlySet<MatchKind> = new Set(['company', 'person'])

/** Beginnings by which longer names are found: from two letters on. */
const [shortestHead, longestHead] = [2, 5]
const longestNear = 40

function within(value: string): Set<number> {
  const letters = [...value].slice(0, longestNear)
  return new Set([hash(letters.join('')), ...letters.map((_, at) => hash(letters.toSpliced(at, 1).join('')))])
}

const headOf = (value: string, length: number) => hash(`^${[...value].slice(0, length).join('')}`)

/**
 * Column `near`: hashes of the value without one letter each, so that two values within one insertion, deletion or exchange
 * share an entry; and of its beginnings, by which names that go on differently are found.
 */
export function nearHashes({ kind, value }: MatchKey): number[] {
  if (!byDegree.has(kind)) return []
  const length = [...value].length
  const found = within(value)
  for (let head = shortestHead; head <= Math.min(longestHead, length); head++) found.add(headOf(value, head))
  return [...found]
}

/** What to look for in `near`: first what differs in one letter, then what begins the same. */
export function nearQueries(value: string): { within: number[]; head: number[] } {
  const length = [...value].length
  const head = Math.min(longestHead, Math.max(shortestHead, Math.ceil(length / 3)))
  return { within: [...within(value)], head: length < head ? [] : [headOf(value, head)] }
}

/** The present keys of many records in one statement; those that stand are replaced. */
export async function putMatchKeys(
  sql: Sql,
  object: string,
  records: readonly { id: string; keys: readonly MatchKey[] }[],
  onConflict: 'replace' | 'keep' = 'replace',
): Promise<void> {
  const rows = records.flatMap(({ id, keys }) =>
    keys.map(key => ({ id, kind: key.kind, value: key.value, regions: key.regions, near: nearHashes(key) })),
  )
  if (rows.length === 0) return
  await sql.query(
    `insert into duplicate_key (object, record_id, kind, value, regions, near)
     select $1, k.id, k.kind, k.value, k.regions, k.near
     from jsonb_to_recordset($2::jsonb) as k(id uuid, kind text, value text, regions text[], near int[])
     on conflict (object, record_id, kind) do ${
       onConflict === 'keep'
         ? 'nothing'
         : 'update set value = excluded.value, regions = excluded.regions, near = excluded.near'
     }`,
    [object, JSON.stringify(rows)],
  )
}

/** Keeps the keys of a record that was written; those whose field was emptied go. @param changed undefined: all of them */
export async function keepMatchKeys(
  sql: Sql,
  object: ObjectDeclaration,
  id: string,
  values: Readonly<Record<string, Value | undefined>>,
  changed?: readonly string[],
): Promise<void> {
  const fields = matchFields(object).filter(({ field }) => changed?.includes(field) ?? true)
  if (fields.length === 0) return
  const keys = fields.flatMap(({ field, kind }) => matchKey(kind, values[field]) ?? [])
  const gone = fields.map(({ kind }) => kind).filter(kind => !keys.some(key => key.kind === kind))
  const dropped =
    changed && gone.length > 0
      ? sql.query(
          'delete from duplicate_key where object = $1 and record_id = $2::uuid and kind = any($3::text[])',
          [object.name, id, gone],
        )
      : undefined
  await Promise.all([dropped, putMatchKeys(sql, object.name, [{ id, keys }])])
}
