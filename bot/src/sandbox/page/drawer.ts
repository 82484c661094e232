/// <reference lib="dom" />
import { el, icon } from './dom'
import { say } from './words'

export type DrawerTab = 'notes' | 'wire' | 'faults'

/** The panel at the right: what to play, the wire, the faults. */
export class Drawer {
  readonly node: HTMLElement
  private readonly buttons: Record<DrawerTab, HTMLButtonElement>

  constructor(
    private readonly panes: Record<DrawerTab, HTMLElement>,
    private readonly shown: (tab: DrawerTab) => void,
  ) {
    this.buttons = { notes: this.button('notes'), wire: this.button('wire'), faults: this.button('faults') }
    const close = el(
      'button',
      {
        type: 'button',
        class: 'tool',
        'aria-label': say('wire.close'),
        title: say('wire.close'),
        onclick: () => this.close(),
      },
      icon('close', 20),
    )
    const head = el(
      'div',
      { class: 'drawer-head', role: 'tablist' },
      ...Object.values(this.buttons),
      el('span', { class: 'space' }),
      close,
    )
    this.node = el(
      'aside',
      { class: 'drawer', hidden: true },
      head,
      el('div', { class: 'drawer-body' }, ...Object.values(panes)),
    )
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.close()
    })
  }

  /** The open tab, if any. */
  get tab(): DrawerTab | undefined {
    return this.node.hidden ? undefined : (this.node.dataset.tab as DrawerTab)
  }

  /** Opens a tab; the same one again closes the drawer. */
  toggle(tab: DrawerTab): void {
    if (this.tab === tab) {
      this.close()
      return
    }
    this.node.hidden = false
    this.node.dataset.tab = tab
    document.body.classList.add('with-drawer')
    for (const [name, pane] of Object.entries(this.panes)) pane.hidden = name !== tab
    for (const [name, button] of Object.entries(this.buttons))
      button.setAttribute('aria-selected', `${name === tab}`)
    this.shown(tab)
  }

  close(): void {
    this.node.hidden = true
    document.body.classList.remove('with-drawer')
  }

  private button(tab: DrawerTab): HTMLButtonElement {
    return el(
      'button',
      { type: 'button', role: 'tab', onclick: () => this.tab !== tab && this.toggle(tab) },
      say(`${tab}.title`),
    )
  }
}
