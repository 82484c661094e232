import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { decodeRow, type Row } from '../../../records/columns'

type Values = Record<string, Value>

/** The further a stage, the later in this list. */
const stages = ['potential', 'following', 'dormant', 'cooperating']

const furthest = (one: Value, two: Value) =>
  stages[Math.max(stages.indexOf(String(one)), stages.indexOf(String(two)))]!

/** ISO 8601 in UTC sorts by itself. */
function extreme(pick: 'first' | 'last', ...moments: (Value | undefined)[]): string | null {
  const known = moments.filter((one): one is string => typeof one === 'string').sort()
  return (pick === 'first' ? known[0] : known.at(-1)) ?? null
}

const longest = 2000

/** Every name and number by which either was known, but the winner's present ones. */
function formerNames(winner: Row, loser: Row, name: Value): string {
  const known = [loser.number, loser.name, winner.name, winner.former_names, loser.former_names]
  const words = known.filter(
    (word): word is string => typeof word === 'string' && word !== '' && word !== name,
  )
  return [...new Set(words)].join(' · ').slice(0, longest)
}

/**
 * What the winner is after the merge: the fields chosen from the loser, the further stage, the last follow-up and the next contact of
 * both, and the names by which the loser is found.
 */
export function mergedValues(
  object: ObjectDeclaration,
  winner: Row,
  loser: Row,
  take: readonly string[],
): Values {
  const [mine, theirs] = [decodeRow(object, winner), decodeRow(object, loser)] as [Values, Values]
  const taken = Object.fromEntries(take.map(name => [name, theirs[name] ?? null]))
  const name = taken.name ?? mine.name!
  return {
    ...taken,
    // Nobody is recommended by themselves.
    ...(taken.referringCustomer === winner.id ? { referringCustomer: null } : {}),
    ...(take.includes('partner') ? {} : { partner: mine.partner ?? theirs.partner ?? null }),
    stage: furthest(mine.stage!, theirs.stage!),
    trading: mine.trading === true || theirs.trading === true,
    dealAt: extreme('last', mine.dealAt, theirs.dealAt),
    lastFollowAt: extreme('last', mine.lastFollowAt, theirs.lastFollowAt),
    ...(winner.owner_id ? { nextContactAt: extreme('first', mine.nextContactAt, theirs.nextContactAt) } : {}),
    formerNames: formerNames(winner, loser, name),
  }
}
