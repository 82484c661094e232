/// <reference lib="dom" />
import { el } from './dom'
import { type PageState, server } from './server'
import { aheadWords, clockTime, longDay, shortDay, tomorrowMorning } from './time'
import { say } from './words'

const hour = 3_600_000

/** Ways to move the clock, each with the moment to which it leads. */
const moves: [name: string, to: (now: Date) => Date][] = [
  ['hour', now => new Date(now.getTime() + hour)],
  ['day', now => new Date(now.getTime() + 24 * hour)],
  ['morning', tomorrowMorning],
]

/** The sandbox clock with its buttons: each says beforehand what time it will be. */
export class ClockView {
  readonly node = el('div', { class: 'clock-view' })
  private readonly face = el('p', { class: 'face' })
  private readonly ahead = el('p', { class: 'ahead', hidden: true })
  private readonly told = el('p', { class: 'told', role: 'status', hidden: true })
  private readonly buttons: { to: (now: Date) => Date; node: HTMLButtonElement; time: HTMLElement }[]

  constructor(
    private readonly now: () => Date,
    private readonly changed: (state: PageState) => void,
  ) {
    this.buttons = moves.map(([name, to]) => {
      const time = el('small', {})
      const node = el(
        'button',
        { type: 'button', class: 'move', 'data-move': name, onclick: () => void this.move(to(this.now())) },
        el('b', {}, say(`clock.${name}`)),
        time,
      )
      return { to, node, time }
    })
    const row = el('div', { class: 'moves' }, ...this.buttons.map(({ node }) => node))
    const hint = el('p', { class: 'hint' }, say('clock.hint'))
    this.node.append(this.face, this.ahead, row, this.told, hint)
    this.tick()
  }

  tick(): void {
    const now = this.now()
    this.face.textContent = `${longDay(now)} ${clockTime(now)}`
    const ahead = aheadWords(now)
    this.ahead.textContent = ahead
    this.ahead.hidden = ahead === ''
    for (const { to, time } of this.buttons) {
      const then = to(now)
      const day = shortDay(then) === shortDay(now) ? '' : `${shortDay(then)} `
      time.textContent = `→ ${day}${clockTime(then)}`
    }
  }

  private async move(to: Date): Promise<void> {
    this.busy(true)
    try {
      this.changed(await server.clock(to))
      this.tell(say('clock.moved', { time: `${longDay(to)} ${clockTime(to)}` }))
    } catch (error) {
      this.tell(say('error.action', { reason: error instanceof Error ? error.message : '' }))
    } finally {
      this.busy(false)
      this.tick()
    }
  }

  private busy(on: boolean): void {
    this.node.setAttribute('aria-busy', `${on}`)
    for (const { node } of this.buttons) node.disabled = on
  }

  private tell(words: string): void {
    this.told.textContent = words
    this.told.hidden = false
  }
}
