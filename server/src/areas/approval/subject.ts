import { createHash } from 'node:crypto'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import type { Tx } from '../../db/database'
import type { Ctx, JsonObject } from '../../kernel/context'
import { decodeRow, identifier, type Row, selectList, tableOf } from '../../records/columns'

/** What approving means for one object; given by the area that owns it. */
export interface ApprovalSubject {
  /** What the approvers are shown, and what the flow's conditions look at. */
  summary(tx: Tx, row: Row): Promise<JsonObject>
  /** Writes what the outcome does to the record, in the deciding transaction. */
  settle(ctx: Ctx, row: Row, outcome: 'submitted' | 'agreed' | 'rejected' | 'withdrawn'): Promise<void>
}

/** The objects that go through approvals. */
export type ApprovalSubjects = Partial<Record<ObjectName, ApprovalSubject>>

/** Loads and locks the record that an approval is about; it may lie outside the approver's own scope. */
export async function lockSubject(tx: Tx, object: ObjectName, id: string): Promise<Row> {
  const table = identifier(tableOf(objects[object]).name)
  const [row] = await tx.query<Row>(
    `select ${selectList(objects[object], 't')} from ${table} t where t.id = $1::uuid for no key update of t`,
    [id],
  )
  return row!
}

/** Hash of everything that people can write on the record: what was submitted is what is decided (decision 25). */
export async function contentHash(tx: Tx, object: ObjectName, row: Row): Promise<string> {
  const declaration: ObjectDeclaration = objects[object]
  const free = new Set(declaration.can.approved?.freeFields ?? [])
  const values = Object.entries(decodeRow(declaration, row)).filter(([name]) => {
    const write = declaration.fields[name]?.write ?? 'user'
    return !free.has(name) && (write === 'user' || write === 'create')
  })
  const lines: unknown[] = []
  for (const table of tableOf(declaration).lines) {
    const columns = table.columns.flatMap(column =>
      column.parts.map(part => `${identifier(part.name)}::text`),
    )
    lines.push(
      await tx.query(
        `select ${columns.join(', ')} from ${identifier(table.name)} where ${identifier(table.key)} = $1::uuid
         order by position`,
        [row.id],
      ),
    )
  }
  return createHash('sha256')
    .update(JSON.stringify([values.sort(), lines]))
    .digest('base64url')
}
