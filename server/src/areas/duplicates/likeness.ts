import { regionsAgree } from '../../records/normalise-name'

/** A value with where it says that it is. */
interface Named {
  value: string
  regions: readonly string[]
}

/** The same name in different cities is another company, though it may be a branch. */
const otherPlace = 90
const shortestPart = 3

/** Fewest letters to insert, delete or exchange to make one text of the other. */
function editDistance(one: readonly string[], two: readonly string[]): number {
  let above = Array.from({ length: two.length + 1 }, (_, at) => at)
  for (const [row, letter] of one.entries()) {
    const line = [row + 1]
    for (const [column, other] of two.entries()) {
      const exchange = above[column]! + (letter === other ? 0 : 1)
      line.push(Math.min(exchange, above[column + 1]! + 1, line[column]! + 1))
    }
    above = line
  }
  return above[two.length]!
}

/** A name that is the whole of a longer one's part: 恒远精密 and 恒远精密机械. */
function containment(one: string, two: string): number {
  const [short, long] = one.length <= two.length ? [one, two] : [two, one]
  const [part, whole] = [[...short].length, [...long].length]
  return part >= shortestPart && part * 2 >= whole && long.includes(short) ? 60 + (40 * part) / whole : 0
}

/** How like two normalised names are, in whole percent; 100 only for the same name in places that agree. */
export function likeness(one: Named, two: Named): number {
  const apart = !regionsAgree(one.regions, two.regions)
  if (one.value === two.value) return apart ? otherPlace : 100
  const [letters, others] = [[...one.value], [...two.value]]
  const longest = Math.max(letters.length, others.length)
  const byEdits = 100 * (1 - editDistance(letters, others) / longest)
  const degree = Math.floor(Math.max(byEdits, containment(one.value, two.value)))
  return Math.min(degree, apart ? otherPlace : 99)
}
