import { PlatformError } from '@gonghai/shared/ports/errors'
import type { MenuButton } from '@gonghai/shared/ports/official-account'
import type { Json } from '../call'
import type { WechatApi } from './api'

const METHOD = 'cgi-bin/menu/create'
const LIMITS = { buttons: 3, items: 5, nameBytes: 16, itemNameBytes: 60, keyBytes: 128, urlBytes: 1024 }

/** Replaces the account's menu; see `OfficialAccount.publishMenu`. What WeChat would refuse is refused before. */
export async function publishMenu(api: WechatApi, buttons: MenuButton[]): Promise<void> {
  need(buttons.length >= 1 && buttons.length <= LIMITS.buttons, 'buttons')
  await api.call(METHOD, { body: { button: buttons.map(button => render(button, LIMITS.nameBytes)) } })
}

function render(button: MenuButton, nameBytes: number): Json {
  const name = bounded(button.text, nameBytes, 'name')
  if ('key' in button) return { type: 'click', name, key: bounded(button.key, LIMITS.keyBytes, 'key') }
  if ('url' in button) {
    need(/^https?:\/\//i.test(button.url), 'url')
    return { type: 'view', name, url: bounded(button.url, LIMITS.urlBytes, 'url') }
  }
  need(button.items.length >= 1 && button.items.length <= LIMITS.items, 'items')
  return { name, sub_button: button.items.map(item => render(item, LIMITS.itemNameBytes)) }
}

function bounded(text: string, maxBytes: number, what: string): string {
  const bytes = Buffer.byteLength(text)
  need(bytes > 0 && bytes <= maxBytes, what)
  return text
}

function need(good: boolean, what: string): void {
  if (!good) throw new PlatformError('wechat', METHOD, 'input', `menu ${what}`)
}
