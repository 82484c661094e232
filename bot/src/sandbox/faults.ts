/**
 * How the next calls of a path go wrong.
 * - http: 502 with a short text; html: a proxy's HTML page with status 200; nonsense: broken JSON
 * - hang: nothing happens and no answer comes; lost: the call is carried out, its answer never arrives
 * - rate: the platform's rate-limit answer; token: the platform says the token has expired
 */
export type FaultKind = 'http' | 'html' | 'nonsense' | 'hang' | 'lost' | 'rate' | 'token'

/** All kinds, for switches on the page. */
export const faultKinds: readonly FaultKind[] = ['http', 'html', 'nonsense', 'hang', 'lost', 'rate', 'token']

/** A fault that waits for its calls. `path` is a prefix (`/cgi-bin/message/send`, `/`). */
export interface Fault {
  path: string
  kind: FaultKind
  left: number
}

/** The switches of one stand-in's faults. */
export class Faults {
  private waiting: Fault[] = []
  private gone = false
  private silent = false
  private twice = false

  constructor(private readonly changed: () => void) {}

  /** The next `times` calls whose path starts with `path` fail in this way. */
  next(path: string, kind: FaultKind, times = 1): void {
    if (times > 0) this.waiting.push({ path, kind, left: times })
    this.changed()
  }

  /** Offline: connections are cut, sockets closed, callbacks not sent. */
  set offline(value: boolean) {
    this.gone = value
    this.changed()
  }

  get offline(): boolean {
    return this.gone
  }

  /** Callbacks get lost on the way, as the platforms say they may. */
  set dropCallbacks(value: boolean) {
    this.silent = value
    this.changed()
  }

  get dropCallbacks(): boolean {
    return this.silent
  }

  /** Every callback comes twice, as at-least-once delivery allows. */
  set duplicateCallbacks(value: boolean) {
    this.twice = value
    this.changed()
  }

  get duplicateCallbacks(): boolean {
    return this.twice
  }

  list(): Fault[] {
    return this.waiting.map(fault => ({ ...fault }))
  }

  clear(): void {
    this.waiting = []
    this.gone = false
    this.silent = false
    this.twice = false
    this.changed()
  }

  /** Takes one fault for a call of `path`, if one waits. */
  take(path: string): FaultKind | undefined {
    const fault = this.waiting.find(candidate => path.startsWith(candidate.path))
    if (!fault) return undefined
    fault.left -= 1
    if (fault.left <= 0) this.waiting = this.waiting.filter(other => other !== fault)
    this.changed()
    return fault.kind
  }
}
