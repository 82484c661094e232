import type { StandInStore } from './store'

/** A flow of the checklist: what somebody does in a chat that ticks it. Its words are `sandbox.flow.<id>`. */
export interface Flow {
  id: string
  /** Keys of card buttons whose delivered press plays the flow. */
  presses: string[]
  /** Lines whose delivery plays the flow. */
  lines: RegExp[]
}

/** The flows of this release, in the order in which one plays them. */
export const flows: readonly Flow[] = [
  { id: 'claim', presses: ['pool.claim'], lines: [/^\s*(领取|領取|claim)\s*\S+/i] },
  { id: 'approve', presses: ['approval.agree', 'approval.reject'], lines: [] },
  { id: 'remind', presses: ['reminder.done', 'reminder.snooze'], lines: [] },
  // What happens between three people is known to the server alone.
  { id: 'request', presses: [], lines: [] },
  { id: 'rate', presses: [], lines: [] },
]

const kind = 'sandbox.flow'

/** Remembers which flows have been played; what was ticked stays ticked after a restart. */
export class Checklist {
  private readonly done = new Set<string>()

  private constructor(
    private readonly store: StandInStore,
    private readonly played: (() => Promise<string[]>) | undefined,
  ) {}

  /** @param played flow ids that the server knows to be played (by whatever door) */
  static async open(store: StandInStore, played?: () => Promise<string[]>): Promise<Checklist> {
    const list = new Checklist(store, played)
    for (const { id } of await store.load(kind)) list.done.add(id)
    return list
  }

  /** Ticks the flows that this press or line plays. @returns true when one was new */
  async notice(deed: { press?: string; line?: string }): Promise<boolean> {
    const fresh = flows.filter(flow => !this.done.has(flow.id) && plays(flow, deed))
    for (const flow of fresh) {
      this.done.add(flow.id)
      await this.store.put(kind, flow.id, { id: flow.id })
    }
    return fresh.length > 0
  }

  /** Nothing is left to play. */
  get complete(): boolean {
    return flows.every(({ id }) => this.done.has(id))
  }

  /** Asks the server what was played. @returns true when a flow was new */
  async look(): Promise<boolean> {
    const before = this.done.size
    for (const id of (await this.played?.()) ?? []) this.done.add(id)
    return this.done.size > before
  }

  /** Every flow, ticked or not. */
  async list(): Promise<{ id: string; done: boolean }[]> {
    if (!this.complete) await this.look()
    return flows.map(({ id }) => ({ id, done: this.done.has(id) }))
  }
}

function plays(flow: Flow, deed: { press?: string; line?: string }): boolean {
  const { press, line } = deed
  if (press !== undefined && flow.presses.includes(press)) return true
  return line !== undefined && flow.lines.some(pattern => pattern.test(line))
}
