/** Globals that the logic layers of mini programs may lack; put in by webpack's ProvidePlugin in their builds only. */
type Listener = (event?: unknown) => void

class Signal {
  aborted = false
  reason: unknown
  onabort: Listener | null = null
  private listeners: Listener[] = []
  addEventListener(_type: string, listener: Listener) {
    this.listeners.push(listener)
  }
  removeEventListener(_type: string, listener: Listener) {
    this.listeners = this.listeners.filter(kept => kept !== listener)
  }
  dispatch() {
    this.onabort?.()
    for (const listener of this.listeners) listener()
  }
  throwIfAborted() {
    if (this.aborted) throw this.reason
  }
}

/** A small AbortController. */
export class AbortController {
  signal = new Signal()
  abort(reason?: unknown) {
    if (this.signal.aborted) return
    this.signal.aborted = true
    this.signal.reason = reason ?? new Error('aborted')
    this.signal.dispatch()
  }
}

/** What libraries look up on `globalThis`. */
export const globalThisShim: Record<string, unknown> = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  Promise,
  Date,
  AbortController,
}

class PluralRules {
  private locale: string
  constructor(locale = 'zh') {
    this.locale = locale
  }
  select(count: number) {
    return this.locale.startsWith('en') && Math.abs(count) === 1 ? 'one' : 'other'
  }
  resolvedOptions() {
    return { pluralCategories: this.locale.startsWith('en') ? ['one', 'other'] : ['other'] }
  }
}

/** i18next asks for plural rules; Chinese has one form, English two. */
export const IntlShim = {
  PluralRules,
  getCanonicalLocales: (tags: string | string[]) => ([] as string[]).concat(tags),
}
