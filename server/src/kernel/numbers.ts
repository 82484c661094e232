import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Tx } from '../db/database'
import { dayIn } from './clock'

/**
 * The next number of an object (SET-4), e.g. KH-20261121-0007: prefix, day in the company's time zone, counter of that day.
 * The counter's row stays locked until the transaction ends, so numbers have no gaps.
 */
export async function nextNumber(
  tx: Tx,
  object: ObjectDeclaration,
  now: Date,
  timeZone: string,
): Promise<string> {
  const rule = object.number
  if (!rule) throw new Error(`${object.name} has no number rule`)
  const day = dayIn(timeZone, now).replaceAll('-', '')
  const period = rule.date === 'YYMMDD' ? day.slice(2) : day
  const [row] = await tx.query<{ value: number }>(
    `insert into number_counter (object, period, value) values ($1, $2, 1)
     on conflict (object, period) do update set value = number_counter.value + 1 returning value`,
    [object.name, period],
  )
  return `${rule.prefix}-${period}-${String(row!.value).padStart(rule.digits, '0')}`
}
