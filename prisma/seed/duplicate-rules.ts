import type { Tx } from '@gonghai/server/db/database'
import { defaultDuplicateRules } from '@gonghai/shared/rules/duplicates'
import { v7 as uuid } from 'uuid'

/** The first duplicate rules (CUST-11), where nobody has ever set any: a company that has deleted them all wants none. */
export async function writeDuplicateRules(tx: Tx, now: Date): Promise<void> {
  const [touched] = await tx.query(
    `select 1 as one from duplicate_rule union all (select 1 from history where object = 'duplicateRule' limit 1) limit 1`,
  )
  if (touched) return
  const rows = defaultDuplicateRules.map((rule, at) => ({ ...rule, id: uuid(), position: at + 1 }))
  await tx.query(
    `insert into duplicate_rule (id, object, name, active, position, conditions, targets, shown, effect, created_at, updated_at)
     select r.id, r.object, r.name, r.active, r.position, r.conditions, r.targets, r.shown, r.effect,
       $2::timestamptz, $2::timestamptz
     from jsonb_to_recordset($1::jsonb) as r(id uuid, object text, name text, active boolean, position int,
       conditions jsonb, targets text[], shown text[], effect text)`,
    [JSON.stringify(rows), now],
  )
}
