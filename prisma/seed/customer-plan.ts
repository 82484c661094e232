import type { Dice } from './dice'
import { areas, foreign, houses, type Industry, industryMix, markets } from './markets'

/** How a customer came in: with the old system's data, by a salesperson's hand, or by the website into a pool. */
type Entry = { kind: 'import' | 'create' | 'arrive'; day: number; minutesAgo?: number }

/** What happened to its owner afterwards; `day` counts working days back, 0 = today. */
export type Move =
  | { kind: 'claim'; day: number; by: string; minutesAgo?: number }
  | { kind: 'assign'; day: number; by: string; to: string }
  | { kind: 'release'; day: number; by: string; reason: string }
  | { kind: 'recycle'; day: number }

export interface CustomerPlan {
  name: string
  industry: Industry
  interest: string
  region: 'east' | 'south'
  address: string
  phone: string
  source: string
  level: string | null
  stage: 'potential' | 'following' | 'cooperating' | 'dormant'
  employees: number | null
  taxNumber: string | null
  remark?: string
  /** Who has it in the end; null = it lies in its pool. */
  owner: string | null
  /** Who has it at first, where that is somebody else. */
  firstOwner?: string
  /** The pool it enters first, or is given back to. */
  pool?: string
  entry: Entry
  moves: Move[]
}

export type Area = keyof typeof areas

/** Where each salesperson sells. */
export const areaOf: Record<string, Area> = {
  zhangxiaolin: 'suxi',
  xuhao: 'suxi',
  chenli: 'suxi',
  liqian: 'huzhe',
  danielreed: 'huzhe',
  sunlihua: 'huzhe',
  wanglei: 'south',
  linxiaofeng: 'south',
}

/** The first day of the story: that morning the old system's data were imported. */
export const firstDay = 43

const stages = [
  'cooperating',
  'following',
  'following',
  'cooperating',
  'potential',
  'dormant',
  'following',
] as const
const sources = ['phone', 'referral', 'campaign', 'web', 'officialAccount', 'phone', 'referral', 'other']
const levels = ['A', 'B', 'B', 'C', 'C', 'C', 'D']
const taxLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Makes companies: names, places and numbers, no two alike. */
export class CompanyMaker {
  readonly #names = new Set<string>()
  readonly #phones = new Set<string>()
  #made = 0
  #foreign = 0

  constructor(readonly dice: Dice) {}

  /** A company of an area, with the facts that every customer has. */
  make(area: Area, entry: Entry, given: Partial<CustomerPlan> = {}): CustomerPlan {
    const { dice } = this
    const index = this.#made++
    const industry = given.industry ?? dice.pick(industryMix)
    const [city, road] = given.name
      ? (areas[area].find(([place]) => given.name!.startsWith(place)) ?? dice.pick(areas[area]))
      : dice.pick(areas[area])
    const name = given.name ?? this.#name(city, industry, index)
    if (this.#names.has(name)) throw new Error(`Two customers are called ${name}.`)
    this.#names.add(name)
    const imported = entry.kind === 'import'
    return {
      name,
      industry,
      interest: dice.pick(markets[industry].wants),
      region: area === 'south' ? 'south' : 'east',
      address: `${city}${city === '苏州' || city === '深圳' || city === '广州' ? '市' : ''}${road} ${dice.between(8, 988)} 号`,
      phone: this.#phone(),
      source: imported
        ? 'import'
        : entry.kind === 'arrive'
          ? dice.pick(['web', 'officialAccount'])
          : dice.pick(sources),
      level: entry.kind === 'arrive' ? null : dice.pick(levels),
      stage: imported && given.owner !== null ? stages[index % stages.length]! : 'potential',
      employees: dice.roll(3) === 0 ? null : dice.between(3, 90) * 10,
      taxNumber: imported ? this.#taxNumber(area) : null,
      owner: null,
      entry,
      moves: [],
      ...given,
    }
  }

  /** The next foreign-invested company. */
  makeForeign(entry: Entry, given: Partial<CustomerPlan> = {}): CustomerPlan {
    const [name, industry, interest] = foreign[this.#foreign++]!
    return this.make('huzhe', entry, { name, industry, interest, ...given })
  }

  #name(city: string, industry: Industry, index: number): string {
    const { dice } = this
    for (let attempt = 0; ; attempt++) {
      const house = houses[(index * 37 + attempt * 11) % houses.length]!
      const form = dice.roll(9) === 0 ? '股份有限公司' : dice.roll(12) === 0 ? '厂' : '有限公司'
      const name = `${city}${house}${dice.pick(markets[industry].trades)}${form}`
      if (!this.#names.has(name)) return name
    }
  }

  /** A mobile number that nobody else here has. */
  #phone(): string {
    const start = this.dice.pick(['130', '131', '132', '133', '135', '136', '137', '138', '139'])
    const number = `${start}${this.dice.between(10_000_000, 99_999_999)}`
    if (this.#phones.has(number)) return this.#phone()
    this.#phones.add(number)
    return number
  }

  #taxNumber(area: Area): string {
    const place = { suxi: '320500', huzhe: '310114', south: '440300' }[area]
    const tail = Array.from({ length: 10 }, () => taxLetters[this.dice.roll(taxLetters.length)])
    return `91${place}${tail.join('')}`
  }
}
