/// <reference lib="dom" />
import type { Sitter } from '../screen'
import { el, fill } from './dom'
import { type Standing, server } from './server'
import type { Sheet } from './sheet'
import { clockTime, longDay } from './time'
import { say } from './words'

/** What the official account's part of a phone needs. */
export interface OfficialActions {
  name: string
  sheet: Sheet
  sitter(): Sitter
  /** Sends something and says in words what did not work. */
  deliver(sent: ReturnType<typeof server.follow>): Promise<void>
  complain(words: string): void
}

/** The first two characters of the account's name, on its own green. */
export function accountFace(name: string, kind = ''): HTMLElement {
  return el(
    'span',
    { class: `avatar account ${kind}`, 'aria-hidden': 'true' },
    [...name].slice(0, 2).join(''),
  )
}

/** The official account besides its chat: its card before one follows, and what one may set afterwards. */
export class Official {
  /** Stands in the chat's place while this person does not follow. */
  readonly card = el('div', { class: 'account-card', hidden: true })
  private standing: Standing | undefined

  constructor(private readonly actions: OfficialActions) {}

  get following(): boolean {
    return this.standing?.following ?? true
  }

  show(standing: Standing | undefined): void {
    this.standing = standing
    this.card.hidden = this.following
    if (!this.following) this.draw()
  }

  /** The sheet behind the account's name. */
  openProfile(): void {
    const { name, sheet } = this.actions
    const { standing } = this
    if (!standing?.following) return
    const leave = () => {
      sheet.close()
      void this.actions.deliver(server.unfollow(this.actions.sitter().userId))
    }
    sheet.open(name, [
      this.allowance(standing),
      this.refusing(standing),
      el('button', { type: 'button', class: 'quiet danger', onclick: leave }, say('account.unfollow')),
    ])
  }

  private draw(): void {
    const { name } = this.actions
    const follow = el(
      'button',
      { type: 'button', class: 'solid follow', onclick: () => this.follow(follow) },
      say('account.follow'),
    )
    fill(
      this.card,
      accountFace(name, 'large'),
      el('h3', {}, name),
      el('p', { class: 'hint' }, say('account.kind')),
      el('p', {}, say('account.intro')),
      follow,
      this.proof(),
    )
  }

  /** With what this person can show who they are: it stands on the machine, and on their own phone. */
  private proof(): HTMLElement | null {
    const { phoneEnding, stickers = [] } = this.actions.sitter()
    const [machine] = stickers
    if (!machine || !phoneEnding) return null
    const params = { serial: machine.serialNumber, ending: phoneEnding }
    return el('p', { class: 'proof' }, say('account.proof', params))
  }

  private async follow(button: HTMLButtonElement): Promise<void> {
    button.disabled = true
    await this.actions.deliver(server.follow(this.actions.sitter().userId))
    button.disabled = false
  }

  /** How many messages the account may still send of its own accord. */
  private allowance({ allowance }: Standing): HTMLElement {
    const until = allowance.until ? new Date(allowance.until) : undefined
    const words =
      until && allowance.left > 0
        ? say('account.window', { left: allowance.left, time: `${longDay(until)} ${clockTime(until)}` })
        : say(until ? 'account.spent' : 'account.closed')
    return el('p', { class: 'allowance' }, words)
  }

  private refusing(standing: Standing): HTMLElement {
    const box = el('input', {
      type: 'checkbox',
      role: 'switch',
      checked: standing.refuses,
      onchange: () =>
        void server
          .refuse(this.actions.sitter().userId, box.checked)
          .catch(() => this.actions.complain(say('error.action', { reason: '' }))),
    })
    return el(
      'label',
      { class: 'switch' },
      box,
      el('span', {}, el('b', {}, say('account.refuse')), el('small', {}, say('account.refuseHint'))),
    )
  }
}
