/// <reference lib="dom" />
import { el, type Icon, icon } from './dom'
import { say } from './words'

/** What a phone looks at. */
export type View = 'chat' | 'web'

/** What the buttons of a phone's frame do. */
export interface FrameActions {
  look(view: View): void
  reload(): void
  /** Opens what is behind the name above the chat, where something is. */
  profile?(): void
}

function barButton(kind: string, name: Icon, words: string, press: () => void): HTMLElement {
  const props = { type: 'button', class: `bar-button ${kind}`, title: words, 'aria-label': words }
  return el('button', { ...props, onclick: press }, icon(name, 20))
}

/** The device around a phone's screen: its clock, the bar with the title, and the two tabs. */
export class PhoneFrame {
  readonly node: HTMLElement
  private readonly clock = el('span', { class: 'now' })
  private readonly title = el('span', { class: 'bar-title' })
  private readonly tabs: Record<View, HTMLButtonElement>

  constructor(
    private readonly actions: FrameActions,
    ...screen: HTMLElement[]
  ) {
    this.tabs = { chat: this.tab('chat'), web: this.tab('web') }
    const status = el(
      'div',
      { class: 'status', 'aria-hidden': 'true' },
      this.clock,
      el('i', { class: 'island' }),
      el('span', { class: 'signs' }, icon('signal', 16), icon('battery', 20)),
    )
    const { profile } = actions
    const bar = el(
      'div',
      { class: 'bar' },
      barButton('back', 'back', say('phone.back'), () => actions.look('chat')),
      this.title,
      barButton('reload', 'reload', say('phone.reload'), () => actions.reload()),
      profile ? barButton('profile', 'dots', say('account.profile'), profile) : null,
    )
    const tabs = el('div', { class: 'tabs', role: 'tablist' }, this.tabs.chat, this.tabs.web)
    this.node = el('div', { class: 'device' }, status, bar, tabs, el('div', { class: 'screen' }, ...screen))
  }

  get view(): View {
    return this.node.dataset.view === 'web' ? 'web' : 'chat'
  }

  set view(view: View) {
    this.node.dataset.view = view
    for (const [name, button] of Object.entries(this.tabs))
      button.setAttribute('aria-selected', `${name === view}`)
  }

  set heading(words: string) {
    this.title.textContent = words
  }

  set time(words: string) {
    this.clock.textContent = words
  }

  private tab(view: View): HTMLButtonElement {
    return el(
      'button',
      { type: 'button', role: 'tab', onclick: () => this.actions.look(view) },
      icon(view === 'chat' ? 'chat' : 'app', 16),
      say(view === 'chat' ? 'phone.chat' : 'phone.miniapp'),
    )
  }
}
