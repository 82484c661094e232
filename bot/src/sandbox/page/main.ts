/// <reference lib="dom" />

import { ClockView } from './clock-view'
import { el } from './dom'
import { Drawer } from './drawer'
import { FaultsView } from './faults-view'
import { languageSelect } from './language-select'
import { Notes } from './notes'
import { Phone } from './phone'
import { type LiveEvent, listen, type PageState, type PlatformName, server } from './server'
import { Strip } from './strip'
import { ServerClock } from './time'
import { WireView } from './wire-view'
import { language, say } from './words'

/** The whole page over its first state. */
class Page {
  private readonly clock = new ServerClock()
  private readonly phones: Phone[]
  private readonly clocks: ClockView[]
  private readonly strip: Strip
  private readonly drawer: Drawer
  private readonly notes = new Notes()
  private readonly deskNotes = new Notes()
  private readonly wire: WireView
  private readonly faults = new FaultsView(state => this.take(state))
  private wireWaits = false

  constructor(state: PageState) {
    this.clock.set(state.now)
    const now = () => this.clock.now()
    const { miniappUrl } = state
    const desk = { now, miniappUrl, stickers: stickersOf(state) }
    this.phones = state.phones.map(phone => new Phone(phone, desk))
    const changed = (fresh: PageState) => this.take(fresh)
    this.clocks = state.canMoveClock ? [new ClockView(now, changed), new ClockView(now, changed)] : []
    const [inStrip, inNotes] = this.clocks
    this.wire = new WireView(this.phones.map(({ platform }) => platform))
    // A handset's strip has no room for clock and language: they are here.
    const small = el(
      'section',
      { class: 'small-pane' },
      inNotes?.node,
      el('label', {}, say('language'), languageSelect()),
    )
    const notes = el('div', {}, small, this.notes.node)
    const panes = { notes, wire: this.wire.node, faults: this.faults.node }
    this.drawer = new Drawer(panes, tab => {
      if (tab === 'wire') this.readWire()
    })
    this.strip = new Strip(state, {
      now,
      toggle: tab => this.drawer.toggle(tab),
      choosePhone: platform => this.choose(platform),
      ...(inStrip ? { clock: inStrip } : {}),
    })
    this.take(state)
    if (state.phones[0]) this.choose(state.phones[0].platform)
    this.tick()
    setInterval(() => this.tick(), 1000)
  }

  mount(root: HTMLElement): void {
    const guide = el('aside', { class: 'guide' }, this.deskNotes.node)
    const desk = el(
      'main',
      { class: 'desk', 'data-phones': this.phones.length },
      ...this.phones.map(({ node }) => node),
      guide,
    )
    root.replaceChildren(this.strip.node, el('div', { class: 'room' }, desk, this.drawer.node))
  }

  /** Carries out one event of the live feed. */
  hear(event: LiveEvent): void {
    const phone = this.phones.find(({ platform }) => platform === event.platform)
    if (event.kind === 'screen') phone?.changed(event.userIds ?? [])
    else if (event.kind === 'wire') this.readWire()
    else void this.refresh()
  }

  /** Reads everything again, as after a break. */
  async refresh(): Promise<void> {
    this.take(await server.state())
    for (const phone of this.phones) void phone.read()
    this.readWire()
  }

  private take(state: PageState): void {
    this.clock.set(state.now)
    this.strip.show(state.flows)
    this.notes.show(state.flows)
    this.deskNotes.show(state.flows)
    this.faults.show(state.phones)
    for (const { platform, faults } of state.phones)
      this.phones.find(phone => phone.platform === platform)?.setFaults(faults)
  }

  private choose(platform: PlatformName): void {
    for (const phone of this.phones) {
      phone.node.classList.toggle('chosen', phone.platform === platform)
      if (phone.platform !== platform) continue
      phone.reveal()
      phone.node.scrollIntoView({ behavior: 'smooth', block: 'nearest', inline: 'center' })
    }
    this.strip.select(platform)
  }

  /** Reads the wire if somebody looks at it; many events within a moment are one reading. */
  private readWire(): void {
    if (this.drawer.tab !== 'wire' || this.wireWaits) return
    this.wireWaits = true
    setTimeout(() => {
      this.wireWaits = false
      void this.wire.read()
    }, 150)
  }

  private tick(): void {
    this.strip.tick()
    for (const clock of this.clocks) clock.tick()
    for (const phone of this.phones) phone.tick()
  }
}

/** The QR codes on every machine that some customer could scan. */
function stickersOf(state: PageState) {
  const all = state.phones.flatMap(({ people }) => people.flatMap(person => person.stickers ?? []))
  return [...new Map(all.map(one => [one.url, one])).values()]
}

async function start(root: HTMLElement): Promise<void> {
  document.documentElement.lang = language
  document.title = `${say('product')} · ${say('tagline')}`
  try {
    const page = new Page(await server.state())
    page.mount(root)
    listen(
      event => page.hear(event),
      () => void page.refresh(),
    )
  } catch {
    root.replaceChildren(el('p', { class: 'trouble', role: 'alert' }, say('error.load')))
    setTimeout(() => void start(root), 2000)
  }
}

const root = document.getElementById('sandbox')
if (root) void start(root)
