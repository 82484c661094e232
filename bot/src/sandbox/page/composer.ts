/// <reference lib="dom" />
import { el, icon } from './dom'
import { MenuBar } from './menu-bar'
import type { MenuEntry, PlatformName } from './server'
import { say } from './words'

const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
const maxPicture = 10 * 1024 * 1024

/** What a composer does when its person sends something. */
export interface ComposerActions {
  platform: PlatformName
  say(text: string): void
  picture(file: Blob): void
  menu(entry: MenuEntry): void
  /** Where the platform's client has a scanner. */
  scan?(): void
  complain(words: string): void
}

/** The foot of a chat: a line to type, a picture to send, the app's menu where it has one. */
export class Composer {
  readonly node: HTMLElement
  private readonly field: HTMLTextAreaElement
  private readonly bar: MenuBar

  constructor(private readonly actions: ComposerActions) {
    this.bar = new MenuBar(entry => actions.menu(entry))
    const place = say(`phone.place.${actions.platform}`)
    this.field = el('textarea', { rows: 1, maxlength: 2000, placeholder: place, 'aria-label': place })
    this.field.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      this.send()
    })
    this.field.addEventListener('input', () =>
      this.node.classList.toggle('filled', this.field.value.trim() !== ''),
    )
    const file = el('input', { type: 'file', accept: pictureTypes.join(), hidden: true, tabindex: -1 })
    file.addEventListener('change', () => {
      const [picked] = file.files ?? []
      file.value = ''
      if (picked) this.sendPicture(picked)
    })
    const pick = el(
      'button',
      {
        type: 'button',
        class: 'tool',
        title: say('phone.picture'),
        'aria-label': say('phone.picture'),
        onclick: () => file.click(),
      },
      icon('picture', 22),
    )
    const go = el(
      'button',
      { type: 'submit', class: 'tool go', title: say('phone.send'), 'aria-label': say('phone.send') },
      icon('send', 20),
    )
    const form = el('form', { class: 'line' }, this.scanner(), pick, this.field, go, file)
    form.addEventListener('submit', event => {
      event.preventDefault()
      this.send()
    })
    this.node = el('div', { class: 'composer' }, form, this.bar.node)
  }

  /** Shows the app's menu; nothing when there is none. */
  setMenu(entries: MenuEntry[]): void {
    this.bar.show(entries)
  }

  private scanner(): HTMLElement | null {
    const { scan } = this.actions
    if (!scan) return null
    const words = say('scan.title')
    const props = { type: 'button', class: 'tool', title: words, 'aria-label': words, onclick: () => scan() }
    return el('button', props, icon('scan', 22))
  }

  clear(): void {
    this.field.value = ''
    this.node.classList.remove('filled')
  }

  private send(): void {
    const text = this.field.value.trim()
    if (text === '') return
    this.clear()
    this.actions.say(text)
  }

  private sendPicture(file: File): void {
    const good = pictureTypes.includes(file.type) && file.size <= maxPicture
    if (good) this.actions.picture(file)
    else this.actions.complain(say('phone.pictureBad'))
  }
}
