import { mergeFields } from '@gonghai/shared/actions/customers'
import type { RecordView, Value } from '@gonghai/shared/client/api'
import type { MergeField, MergePreviewAnswer } from '@gonghai/shared/client/customer-api'
import { translator } from '@gonghai/shared/i18n'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../../access/context'
import { inScope } from '../../../access/scope'
import type { Sql } from '../../../db/database'
import type { EmployeeActor } from '../../../kernel/actor'
import { refuse } from '../../../kernel/errors'
import { describeChanges } from '../../../records/changes'
import { identifier } from '../../../records/columns'
import { openRow } from '../../../records/detail'
import type { ReadServices } from '../../../records/reader'
import { References } from '../../../records/references'
import { type ReadRow, viewRecords } from '../../../records/view'
import { columnMoves, recordMoves } from './moves'
import { mergeObstacle } from './obstacles'

/** What would move, by kind; only living records are counted. */
async function countMoves(sql: Sql, loser: string): Promise<MergePreviewAnswer['moves']> {
  const living = (table: string) => (table === 'portal_user' ? '' : ' and deleted_at is null')
  const parts = [
    ...columnMoves
      .filter(move => move.kind)
      .map(
        ({
          kind,
          table,
          column,
        }) => `select '${kind}' as kind, count(*)::int as count from ${identifier(table)}
        where ${identifier(column)} = $1::uuid${living(table)}`,
      ),
    ...recordMoves
      .filter(move => move.kind)
      .map(
        ({ kind, table, objectColumn, column }) => `select '${kind}', count(*)::int from ${identifier(table)}
        where ${identifier(objectColumn)} = 'customer' and ${identifier(column)} = $1::uuid${living(table)}`,
      ),
    `select 'team', count(*)::int from team_member where object = 'customer' and record_id = $1::uuid`,
    `select 'approval', count(*)::int from approval a join contract c on c.id = a.record_id
       where a.object = 'contract' and a.state = 'pending' and c.customer_id = $1::uuid`,
  ]
  const rows = await sql.query<{ kind: string; count: number }>(parts.join(' union all '), [loser])
  return rows.filter(row => row.count > 0)
}

/** The fields that are chosen one by one, the company's own ones included. */
const choosable = (object: ObjectDeclaration): string[] => [
  ...mergeFields,
  ...Object.entries<Field>(object.fields)
    .filter(([, field]) => field.custom && (field.write ?? 'user') === 'user')
    .map(([name]) => name),
]

const isEmpty = (value: Value | undefined) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The fields that differ, each with both values in the reader's words. */
async function compare(
  sql: Sql,
  actor: EmployeeActor,
  winner: RecordView,
  loser: RecordView,
): Promise<MergeField[]> {
  const object = actor.access.catalogue.of(objects.customer)
  const differing = choosable(object).filter(
    name => JSON.stringify(winner.values[name] ?? null) !== JSON.stringify(loser.values[name] ?? null),
  )
  const references = new References()
  for (const { values } of [winner, loser]) references.want(object.fields, values)
  await references.load(sql, actor.access)
  return differing.map(name => {
    const [mine, theirs] = [winner.values[name] ?? null, loser.values[name] ?? null]
    const reader = { actor, object, references, masked: [] }
    const [words] = describeChanges(reader, { [name]: [mine, theirs] })
    return {
      name,
      winner: mine,
      loser: theirs,
      winnerText: words?.from ?? '',
      loserText: words?.to ?? '',
      suggested: isEmpty(mine) && !isEmpty(theirs) ? 'loser' : 'winner',
    }
  })
}

/** Whose a customer is, and that it is there, is not its team's to say. @throws Refusal notFound | notPermitted */
async function mergeable(sql: Sql, actor: EmployeeActor, id: string): Promise<ReadRow> {
  const row = await openRow(sql, actor, actor.access.catalogue.of(objects.customer), id)
  return inScope(actor.access, objects.customer, 'beyondTeam', row) ? row : refuse('notPermitted')
}

/**
 * POST /api/customers/merge-preview: two customers side by side, what would move, and what stands in the way.
 * @throws Refusal notFound | notPermitted | mergeSelf
 */
export async function mergePreview(
  sql: Sql,
  actor: EmployeeActor,
  services: ReadServices,
  ids: { winner: string; loser: string },
): Promise<MergePreviewAnswer> {
  if (!can(actor.access, { object: 'customer', verb: 'merge' })) refuse('notPermitted')
  if (ids.winner === ids.loser) refuse('mergeSelf')
  const rows = [await mergeable(sql, actor, ids.winner), await mergeable(sql, actor, ids.loser)] as const
  const [winner, loser] = (await viewRecords(
    sql,
    actor,
    services,
    actor.access.catalogue.of(objects.customer),
    rows,
  )) as [RecordView, RecordView]
  const fields = await compare(sql, actor, winner, loser)
  const obstacle = await mergeObstacle(sql, rows[0], rows[1])
  return {
    winner,
    loser,
    fields,
    same: choosable(actor.access.catalogue.of(objects.customer)).length - fields.length,
    moves: await countMoves(sql, ids.loser),
    blocked: obstacle ? translator(actor.locale)(`error.${obstacle.code}`, obstacle.params) : null,
  }
}
