import type { Gonghai } from './gonghai'
import type { Session } from './session'

/** Figures and switches of a pool. */
export type Rule = Record<string, string | number | boolean | string[]>

/** A customer that lies in a pool. */
export interface Pooled {
  id: string
  name: string
  number: string
  /** `customer:id` */
  record: string
}

/** What a test sets up in the demo company, as 何志远, who may do everything. */
export class Company {
  private count = 0

  private constructor(
    readonly boss: Session,
    readonly people: ReadonlyMap<string, string>,
  ) {}

  static async open(gonghai: Gonghai): Promise<Company> {
    return new Company(await gonghai.signIn('wecom', 'hezhiyuan'), await gonghai.employees())
  }

  /** A name that nothing else has. */
  name(stem: string): string {
    return `${stem} ${++this.count}`
  }

  /**
   * A pool of the test's own, so that the demo's limits do not matter; its administrator has no part in the tests. What comes
   * into it was 何志远's, whose word a claim would wait for: only where the test says `groupReview`.
   */
  async makePool(members: readonly string[], rule: Rule = {}): Promise<string> {
    const { result } = await this.boss.act('pool.create', {
      name: this.name('试验公海'),
      members: members.map(key => this.people.get(key)!),
      administrators: [this.people.get('qianwen')!],
      groupReview: false,
      ...rule,
    })
    return String(result.id)
  }

  /** A customer comes into a pool. */
  async enterPool(pool: string, name = this.name('苏州蓝鲸精密')): Promise<Pooled> {
    const { result } = await this.boss.act('customer.create', {
      name,
      phone: '13812342046',
      ignoreWarnings: true,
    })
    const record = `customer:${result.id}`
    await this.boss.act('pool.release', { record, pool, reason: '转公海' })
    return { id: String(result.id), name, number: String(result.number), record }
  }
}
