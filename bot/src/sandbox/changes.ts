/** What changed in a stand-in: somebody's screen, or the wire. */
export type Change = { kind: 'screen'; userIds: string[] } | { kind: 'wire' } | { kind: 'faults' }

/** Tells listeners about changes; a listener that throws does not stop the others. */
export class Changes {
  private readonly listeners = new Set<(change: Change) => void>()

  constructor(private readonly log: (line: string) => void) {}

  /** @returns a function that ends the subscription */
  subscribe(listener: (change: Change) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  tell(change: Change): void {
    for (const listener of this.listeners) {
      try {
        listener(change)
      } catch (error) {
        this.log(`a listener of the sandbox failed: ${error instanceof Error ? error.message : 'unknown'}`)
      }
    }
  }
}
