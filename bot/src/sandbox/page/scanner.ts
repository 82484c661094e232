/// <reference lib="dom" />
import type { Sticker } from '../screen'
import { el } from './dom'
import { server } from './server'
import type { Sheet } from './sheet'
import { say } from './words'

/** A code of the official account itself, with the scene that it carries. */
export interface AccountCode {
  url: string
  scene: string
}

/** What can be held before the camera. */
export interface Scannable {
  stickers: Sticker[]
  codes: AccountCode[]
  hint?: string
}

function row(picture: string, name: string, small: string, pick: () => void): HTMLElement {
  return el(
    'button',
    { type: 'button', class: 'sticker', onclick: pick },
    el('img', { src: server.qr(picture), alt: '', width: 64, height: 64 }),
    el('span', {}, el('b', {}, name), el('small', {}, small)),
  )
}

/**
 * The phone's camera: instead of aiming it, one chooses which QR code it sees.
 * @returns what stands in the code, or undefined when nothing was scanned
 */
export function scan(sheet: Sheet, seen: Scannable): Promise<string | undefined> {
  return new Promise(found => {
    let text: string | undefined
    const pick = (chosen: string) => () => {
      text = chosen
      sheet.close()
    }
    const rows = [
      ...seen.stickers.map(({ name, serialNumber, url }) => row(url, name, serialNumber, pick(url))),
      ...seen.codes.map(({ url, scene }) => row(url, say('scan.account'), scene, pick(url))),
    ]
    const list =
      rows.length > 0 ? el('div', { class: 'stickers' }, ...rows) : el('p', {}, say('scan.nothing'))
    const words = el('p', { class: 'hint' }, say(rows.length > 0 ? 'scan.hint' : 'scan.nothingHint'))
    const more = seen.hint ? el('p', { class: 'hint' }, seen.hint) : null
    sheet.open(say('scan.title'), [words, list, more], () => found(text))
  })
}
