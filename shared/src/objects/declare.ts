/**
 * The language in which business objects are declared. Pure data, no behaviour: the server derives validation, lists,
 * scopes, import and OpenAPI from it, the mini-app its lists, forms and details.
 */

/** Names of all objects that have a declaration; the registry in `index.ts` holds exactly these. */
export type ObjectName =
  | 'lead'
  | 'customer'
  | 'contact'
  | 'followUp'
  | 'pool'
  | 'contract'
  | 'product'
  | 'partner'
  | 'task'
  | 'attachment'
  | 'asset'
  | 'serviceRequest'
  | 'workOrder'
  | 'survey'

/**
 * What a reference may point to: an object, the organisation's people and departments, an approval, an uploaded file, a
 * follower of the official account.
 */
export type ReferenceTarget =
  | ObjectName
  | 'employee'
  | 'person'
  | 'department'
  | 'position'
  | 'organisation'
  | 'role'
  | 'accessAddition'
  | 'accessRequest'
  | 'directoryRun'
  | 'approval'
  | 'extension'
  | 'poolReview'
  | 'duplicateRule'
  | 'duplicateRequest'
  | 'file'
  | 'tag'
  | 'segment'
  | 'relationKind'
  | 'customField'
  | 'savedView'
  | 'portalUser'

/**
 * What an actor needs on a referenced record, checked by the statement that loads (and, but for `query`, locks) it:
 * - query: it may appear in the actor's lists
 * - view | edit: the data scope for that
 * - beyondTeam: edit by more than a place in its team: whose it is, and that it is there at all, is not the team's to say
 * - pooled: it lies in a pool that the actor belongs to
 * - pooledAdmin: it lies in a pool that the actor administers
 * - reviewed: somebody's claim of it, or it being new, waits for the actor's word
 * - assigned: an approval or a review that waits for, or was started by, the actor
 * - mine: a file that the actor uploaded
 * - portal: what belongs to this customer, for customers only
 * - exists: any living one of the organisation (employees, departments, listed products)
 */
export type Need =
  | 'query'
  | 'view'
  | 'edit'
  | 'beyondTeam'
  | 'pooled'
  | 'pooledAdmin'
  | 'reviewed'
  | 'assigned'
  | 'mine'
  | 'portal'
  | 'exists'

export type FieldKind =
  | 'text' // one line, `max` characters (default 100)
  | 'longText' // several lines, `max` characters (default 2,000)
  | 'phone' // Chinese or international number, stored as typed without blanks
  | 'email'
  | 'url'
  | 'integer'
  | 'decimal' // string with `scale` digits (default 4), never a float
  | 'money' // string with two digits; the currency stands on the document
  | 'percent' // string, 0–100 with two digits
  | 'date' // YYYY-MM-DD, no time zone
  | 'dateTime' // ISO 8601 in UTC
  | 'boolean'
  | 'choice' // one of `options`
  | 'choices' // several of `options`
  | 'reference' // id of a record of `target`
  | 'record' // "object:id" of a record of one of `targets`
  | 'people' // ids of employees
  | 'tags' // ids of the company's tags
  | 'files' // ids of uploaded files, in action inputs only; at most `max`
  | 'lines' // rows of `fields`, owned by the record (contract lines)

/**
 * Who may set a field: `user` by generic create and update, `create` by generic create only,
 * `action` by a named action only, `system` by the kernel (never bumps the version).
 */
export type WriteClass = 'user' | 'create' | 'action' | 'system'

/** Who may read a field: everyone in scope, or masked while the record lies in a pool that masks phones. */
export type ReadClass = 'scope' | 'maskedInPool'

/**
 * As what a field's value tells records apart (CUST-11); fields of the same kind are compared across objects. `person`, not
 * `company`: nobody takes a person's name for a company's.
 */
export type MatchKind =
  | 'company'
  | 'person'
  | 'phone'
  | 'taxNumber'
  | 'email'
  | 'wechat'
  | 'website'
  | 'customer'

/** Words by locale; where one is missing, the first language's stand in. */
export type Labels = Readonly<Partial<Record<'zh-CN' | 'zh-TW' | 'en', string>>>

/** What a series of numbers looks like as it comes: prefix, day, digits of the day's counter. */
export interface NumberSeries {
  prefix: string
  date: 'YYYYMMDD' | 'YYMMDD'
  digits: number
}

export interface Field {
  kind: FieldKind
  required?: true
  /** Longest text in characters, or largest number. */
  max?: number
  /** Smallest number. */
  min?: number
  /** Digits after the point, for `decimal`. */
  scale?: number
  options?: readonly string[]
  target?: ReferenceTarget
  /** In action inputs: what the actor must be allowed to do with the record it points to (see `Need`). */
  need?: Need
  /** In action inputs: its options are fields of this object; those that the company added count too. */
  ownFieldsOf?: ObjectName
  /** In action inputs: it points into the recycle bin. */
  binned?: true
  targets?: readonly ObjectName[]
  /** Rows of a `lines` field. */
  fields?: Fields
  /** Default `user`. */
  write?: WriteClass
  /** Default `scope`. */
  read?: ReadClass
  /** May lists be sorted by it? Then the schema has an index that serves it. */
  sortable?: true
  /** Are its words found by the search box? */
  searchable?: true
  /** Duplicate rules may compare it; at most one field of an object has a kind. */
  match?: MatchKind
  /** Unique among living records. */
  unique?: true
  /** Given by a pattern where a new record comes without it, so it is never empty (SET-4). */
  series?: NumberSeries
  /** Value of a new record. */
  initial?: string | number | boolean
  /** Folded under "more" in forms. */
  rare?: true
  /** A field that the company added: its values lie in the record's `custom`. */
  custom?: true
  /** Words of the company's own, by locale, in place of i18n's. */
  labels?: Labels
  /** The same for each option. */
  optionLabels?: Readonly<Record<string, Labels>>
  /** Options that are kept by records which have them, and offered no more. */
  retired?: readonly string[]
  /** What to write into it, in the company's words. */
  hint?: string
  /** Heading under which forms and details show it. */
  section?: string
  /** Also shown in the pool before the record is claimed: on its row, at the head of its page, first on the claim card (业务特性). */
  pooled?: true
  /** Its value is worked out from the same record's other fields when that is written. */
  formula?: string
}

export type Fields = Readonly<Record<string, Field>>

/** What a kind of record can do; each ability is one mechanism of the server, written once. */
export interface Abilities {
  /** Has an owner and the owner's department: data scopes apply. Without it the object is readable by everyone with the permission. */
  owned?: true
  /** Lies in a pool while it has no owner. */
  pooled?: true
  /** Takes follow-ups. */
  followed?: true
  /** Takes files. */
  attachable?: true
  /**
   * Goes through an approval; frozen while one is under way but for `freeFields`. Only records in the state `while` have
   * one under way, so nobody looks for it elsewhere.
   */
  approved?: { freeFields: readonly string[]; while: { field: string; value: string } }
  /** Colleagues may be given read or edit on one record. */
  team?: true
  /** The company may add fields to it; its table has a column `custom`. */
  custom?: true
}

export interface ObjectDeclaration {
  name: ObjectName
  /** Area that it belongs to: where its rules live. */
  area: string
  fields: Fields
  /** The field that names a record. */
  title: string
  /** The two facts on a list row. */
  facts: readonly [string, string]
  /** The three facts at the head of the detail. */
  keyFacts: readonly string[]
  /** The state shown as a chip, if it has one: a `choice` field. */
  state?: string
  /** Default pattern of its number (SET-4): prefix, date, counter digits. */
  number?: {
    prefix: string
    date: 'YYYYMMDD' | 'YYMMDD'
    digits: number
    /** Kinds with prefixes and counters of their own: a `choice` field, and the prefix of each option. */
    by?: { field: string; prefixes: Readonly<Record<string, string>> }
  }
  /** The owning record through which an attached record is read (follow-up → its customer). */
  parent?: string
  /** The field that names the record with which it goes into the recycle bin and comes back (contact → its customer); default `parent`. */
  goesWith?: string
  /** Default order of lists, `-` = descending. */
  order: string
  /** Verbs besides query and view that the generic doors offer. */
  verbs: readonly ('create' | 'update' | 'remove' | 'restore')[]
  can: Abilities
}

/** Keeps the literal types of a declaration while checking its form. */
export function defineObject<const D extends ObjectDeclaration>(declaration: D): D {
  return declaration
}
