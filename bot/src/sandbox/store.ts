/** Where a stand-in keeps its state. `doc` is plain JSON; `put` resolves only when it would survive a kill -9. */
export interface StandInStore {
  load(kind: string): Promise<{ id: string; doc: unknown }[]>
  put(kind: string, id: string, doc: unknown): Promise<void>
  remove(kind: string, id: string): Promise<void>
}

/** A store for tests: survives the stand-in, not the process. Documents pass through JSON as in a real one. */
export class MemoryStore implements StandInStore {
  private readonly kinds = new Map<string, Map<string, string>>()

  async load(kind: string) {
    return [...(this.kinds.get(kind) ?? [])].map(([id, text]) => ({ id, doc: JSON.parse(text) as unknown }))
  }

  async put(kind: string, id: string, doc: unknown) {
    const docs = this.kinds.get(kind) ?? new Map<string, string>()
    this.kinds.set(kind, docs.set(id, JSON.stringify(doc)))
  }

  async remove(kind: string, id: string) {
    this.kinds.get(kind)?.delete(id)
  }
}

/**
 * One kind of document in memory, written through to the store. Changes are visible at once (so that two calls
 * cannot spend one code), and writes of one document reach the store in the order they were made.
 */
export class Collection<T extends object> {
  private readonly lanes = new Map<string, Promise<void>>()

  private constructor(
    private readonly store: StandInStore,
    private readonly kind: string,
    private readonly docs: Map<string, T>,
  ) {}

  /** Loads every document of `kind`. */
  static async open<T extends object>(store: StandInStore, kind: string): Promise<Collection<T>> {
    const rows = await store.load(kind)
    return new Collection<T>(store, kind, new Map(rows.map(row => [row.id, row.doc as T])))
  }

  get(id: string): T | undefined {
    return this.docs.get(id)
  }

  values(): T[] {
    return [...this.docs.values()]
  }

  /** Sets the document now and resolves when it is stored. */
  async put(id: string, doc: T): Promise<void> {
    this.docs.set(id, doc)
    const snapshot = structuredClone(doc)
    await this.inOrder(id, () => this.store.put(this.kind, id, snapshot))
  }

  async remove(id: string): Promise<void> {
    this.docs.delete(id)
    await this.inOrder(id, () => this.store.remove(this.kind, id))
  }

  private async inOrder(id: string, write: () => Promise<void>): Promise<void> {
    const before = this.lanes.get(id)
    const mine = before ? before.then(write, write) : write()
    this.lanes.set(id, mine)
    try {
      await mine
    } finally {
      if (this.lanes.get(id) === mine) this.lanes.delete(id)
    }
  }
}
