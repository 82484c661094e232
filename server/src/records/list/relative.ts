import { type DayCount, daysOfCount, daysOfPeriod, type Period } from '@gonghai/shared/rules/relative-dates'
import { dayIn, dayStart } from '../../kernel/clock'
import type { AskedLeaf, AskedTree, Leaf, PlainOp, Tree } from './filter'

/** By whom and when a relative condition is asked: "today" and "me" are theirs. */
export interface Asker {
  employeeId: string
  reports: readonly string[]
  timeZone: string
  now: Date
}

const plain = (leaf: AskedLeaf, op: PlainOp, values: Leaf['values'] = leaf.values): Leaf => ({
  column: leaf.column,
  op,
  values,
})

/** Days become dates as they are, moments where the day begins for the asker. */
function between(leaf: AskedLeaf, { from, to }: { from?: string; to: string }, { timeZone }: Asker): Tree {
  const isDate = leaf.column.declaration.kind === 'date'
  const start = (day: string) => (isDate ? day : dayStart(timeZone, day).toISOString())
  const until = plain(leaf, 'lt', [start(to)])
  return from === undefined ? until : { and: [plain(leaf, 'gte', [start(from)]), until] }
}

type Resolve = (leaf: AskedLeaf, asker: Asker) => Tree

const count =
  (kind: DayCount): Resolve =>
  (leaf, asker) =>
    between(leaf, daysOfCount(kind, dayIn(asker.timeZone, asker.now), Number(leaf.values[0])), asker)

const resolvers: Record<Exclude<AskedLeaf['op'], PlainOp>, Resolve> = {
  lastDays: count('lastDays'),
  nextDays: count('nextDays'),
  daysAgo: count('daysAgo'),
  period: (leaf, asker) =>
    between(leaf, daysOfPeriod(leaf.values[0] as Period, dayIn(asker.timeZone, asker.now)), asker),
  isMe: (leaf, { employeeId }) => plain(leaf, 'in', [employeeId]),
  isMyReport: (leaf, { reports }) => plain(leaf, 'in', [...reports]),
}

function isRelative(op: AskedLeaf['op']): op is keyof typeof resolvers {
  return Object.hasOwn(resolvers, op)
}

/** A filter with nothing left in it that depends on the day or on who asks. */
export function resolved(tree: AskedTree, asker: Asker): Tree {
  if ('and' in tree) return { and: tree.and.map(part => resolved(part, asker)) }
  if ('or' in tree) return { or: tree.or.map(part => resolved(part, asker)) }
  return isRelative(tree.op) ? resolvers[tree.op](tree, asker) : plain(tree, tree.op)
}
