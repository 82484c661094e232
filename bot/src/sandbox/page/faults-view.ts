/// <reference lib="dom" />
import { el, fill } from './dom'
import { type PageState, type PhoneState, type PlatformName, server } from './server'
import { say } from './words'

/** Calls that are worth breaking, by platform. */
const paths: Record<PlatformName, string[]> = {
  wecom: [
    '/',
    '/cgi-bin/message/send',
    '/cgi-bin/message/update_template_card',
    '/cgi-bin/gettoken',
    '/cgi-bin/auth/getuserinfo',
  ],
  dingtalk: [
    '/',
    '/v1.0/card/instances/createAndDeliver',
    '/v1.0/card/instances',
    '/v1.0/robot/oToMessages/batchSend',
    '/topapi/v2/user/getuserinfo',
  ],
  wechat: [
    '/',
    '/cgi-bin/message/custom/send',
    '/cgi-bin/message/template/send',
    '/cgi-bin/stable_token',
    '/cgi-bin/media/get',
    '/sns/oauth2/access_token',
  ],
}

const kinds = ['http', 'html', 'nonsense', 'hang', 'lost', 'rate', 'token']

/** The switches with which a platform misbehaves. */
export class FaultsView {
  readonly node = el('div', { class: 'faults' })

  constructor(private readonly changed: (state: PageState) => void) {}

  show(phones: PhoneState[]): void {
    fill(
      this.node,
      el('p', { class: 'hint' }, say('faults.intro')),
      ...phones.map(phone => this.platform(phone)),
    )
  }

  private set(change: object): void {
    void server.faults(change).then(state => this.changed(state))
  }

  private platform({ platform, faults }: PhoneState): HTMLElement {
    const waiting = faults.waiting.map(({ path, kind, left }) =>
      el(
        'li',
        {},
        el('code', {}, path),
        ` ${say(`faults.kinds.${kind}`)} · ${say('faults.left', { count: left })}`,
      ),
    )
    const clear = () => this.set({ platform, clear: true })
    return el(
      'section',
      {},
      el('h3', {}, say(`platform.${platform}`)),
      this.toggle('offline', 'offlineHint', faults.offline, on => this.set({ platform, offline: on })),
      this.toggle('drop', 'dropHint', faults.dropCallbacks, on => this.set({ platform, dropCallbacks: on })),
      this.toggle('twice', 'twiceHint', faults.duplicateCallbacks, on =>
        this.set({ platform, duplicateCallbacks: on }),
      ),
      this.next(platform),
      waiting.length > 0
        ? el('div', { class: 'waiting' }, el('h4', {}, say('faults.waiting')), el('ul', {}, ...waiting))
        : null,
      el('button', { type: 'button', class: 'quiet', onclick: clear }, say('faults.clear')),
    )
  }

  private toggle(name: string, hint: string, on: boolean, set: (on: boolean) => void): HTMLElement {
    const box = el('input', {
      type: 'checkbox',
      role: 'switch',
      checked: on,
      onchange: () => set(box.checked),
    })
    return el(
      'label',
      { class: 'switch' },
      box,
      el('span', {}, el('b', {}, say(`faults.${name}`)), el('small', {}, say(`faults.${hint}`))),
    )
  }

  private next(platform: PlatformName): HTMLElement {
    const path = el(
      'select',
      { 'aria-label': say('faults.path') },
      ...paths[platform].map(value =>
        el('option', { value }, value === '/' ? say('faults.any') : value.replace('/cgi-bin', '')),
      ),
    )
    const kind = el(
      'select',
      { 'aria-label': say('faults.kind') },
      ...kinds.map(value => el('option', { value }, say(`faults.kinds.${value}`))),
    )
    const times = el('input', {
      type: 'number',
      min: 1,
      max: 99,
      value: 1,
      'aria-label': say('faults.times'),
    })
    const add = () => this.set({ platform, path: path.value, kind: kind.value, times: times.valueAsNumber })
    return el(
      'fieldset',
      {},
      el('legend', {}, say('faults.next')),
      path,
      kind,
      times,
      el('button', { type: 'button', class: 'solid', onclick: add }, say('faults.add')),
    )
  }
}
