import type { Database } from '@gonghai/server/db/database'
import type { Subject } from './processes'
import type { Stage } from './seed'
import type { Compared } from './table'

/** One side of a comparison: as many processes as the other has. */
export interface Side {
  name: 'ours' | 'before' | 'floor' | 'small'
  urls: string[]
  /** Another company than the world's. */
  stage?: Stage
}

/** What the measures share. */
export interface World {
  db: Database
  databaseUrl: string
  stage: Stage
  /** The same company with ten thousand customers, in a database of its own. */
  small: { databaseUrl: string; stage: Stage }
  rounds: number
  /** The folder of another build of ours, measured in the same rounds. */
  before: string | undefined
  profile: string | undefined
  /** Starts a process that ends with the measure. */
  running<T extends Subject>(subject: Promise<T>): Promise<T>
  say(line: string): void
}

/** A measure: its lines of the table. */
export type Measure = (world: World) => Promise<Compared[]>

/** Figures of the sides, round by round. */
export class Figures {
  readonly #bySide = new Map<string, number[]>()

  add(side: Side, figure: number): void {
    this.#bySide.set(side.name, [...this.of(side.name), figure])
  }

  of(name: Side['name']): number[] {
    return this.#bySide.get(name) ?? []
  }

  /** Ours against the floor, and against the other build where there is one. */
  compare(what: string, unit: Compared['unit'], aim?: string): Compared[] {
    const ours = this.of('ours')
    const others = (['floor', 'before'] as const).filter(name => this.of(name).length > 0)
    return others.map(name => ({
      what,
      unit,
      ours,
      against: name,
      other: this.of(name),
      ...(aim && name === 'floor' ? { aim } : {}),
    }))
  }
}

/** The sides in an order that turns from round to round, so that none is always first (A/B/A/B). */
export function inTurn<T>(sides: readonly T[], round: number): T[] {
  return sides.map((_, index) => sides[(index + round) % sides.length]!)
}
