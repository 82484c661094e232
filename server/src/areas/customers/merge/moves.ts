import type { ObjectName } from '@gonghai/shared/objects'

/** Rows that point to a customer by one column and go over as they are. */
export interface ColumnMove {
  /** Named so in the preview; absent where nobody counts them. */
  kind?: string
  table: string
  column: string
  /** Records of an object: each one's history tells that its customer has changed. */
  object?: ObjectName
}

/** Rows that belong to a record by (object, id). */
export interface RecordMove {
  kind?: string
  table: string
  objectColumn: string
  column: string
}

/** By a column: everything that is written for a customer. */
export const columnMoves: readonly ColumnMove[] = [
  { kind: 'contact', table: 'contact', column: 'customer_id', object: 'contact' },
  { kind: 'contract', table: 'contract', column: 'customer_id', object: 'contract' },
  { kind: 'serviceRequest', table: 'service_request', column: 'customer_id', object: 'serviceRequest' },
  { kind: 'workOrder', table: 'work_order', column: 'customer_id', object: 'workOrder' },
  { kind: 'asset', table: 'asset', column: 'customer_id', object: 'asset' },
  { kind: 'portalUser', table: 'portal_user', column: 'customer_id' },
  { table: 'lead', column: 'customer_id' },
  { table: 'lead', column: 'referring_customer_id' },
  { table: 'customer', column: 'referring_customer_id' },
  { table: 'customer', column: 'merged_into_id' },
]

/** By (object, id): what hangs at any record. */
export const recordMoves: readonly RecordMove[] = [
  { kind: 'followUp', table: 'follow_up', objectColumn: 'record_object', column: 'record_id' },
  { kind: 'task', table: 'task', objectColumn: 'record_object', column: 'record_id' },
  { kind: 'attachment', table: 'attachment', objectColumn: 'record_object', column: 'record_id' },
  { table: 'holding', objectColumn: 'object', column: 'record_id' },
  { table: 'approval', objectColumn: 'object', column: 'record_id' },
  { table: 'recycling', objectColumn: 'object', column: 'record_id' },
  { table: 'extension_request', objectColumn: 'object', column: 'record_id' },
  { table: 'pool_review', objectColumn: 'object', column: 'record_id' },
  { table: 'access_request', objectColumn: 'object', column: 'record_id' },
]

/** Moved by statements of their own: there, two rows may become one, or what they were is kept (`move-rows.ts`). */
export const specialMoves = [
  'team_member.record_id',
  'history.record_id',
  'duplicate_request.record_id',
  'customer_relation.from_customer_id',
  'customer_relation.to_customer_id',
] as const

/** What stays as it was, and why. A test holds all four lists together against the tables. */
export const stays: Readonly<Record<string, string>> = {
  'event.record_id': 'what has happened is told as it happened',
  'recycle_bin.record_id': 'a customer that lives has no entry, and its children go by themselves',
  'duplicate_key.record_id': 'keys of what was merged are read as the winner’s (`bearerOf`)',
}
