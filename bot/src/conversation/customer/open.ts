import type { OpenEvent } from '@gonghai/shared/ports/events'
import { machine } from './file'
import { help } from './look'
import type { CustomerCommand } from './read-line'
import { runCommand } from './text'
import { type Answer, ask, type CustomerTurn, words } from './turn'
import { sayHowToVerify } from './verify'

/** Menu entries that stand for a command; the keys are the ones our menu is made with. */
const menuCommands: Readonly<Record<string, CustomerCommand>> = {
  'portal.new': 'new',
  'portal.requests': 'progress',
  'portal.assets': 'machines',
}

/** A machine's QR code was scanned: what is wrong with it? Whoever is not known yet proves first that they may ask. */
async function onScan(turn: CustomerTurn, scene: string): Promise<Answer | undefined> {
  const found = await turn.desk.scanned(turn.customer, scene)
  if (!found) return undefined
  if ('mine' in found) {
    await ask(turn, { kind: 'describe', asset: found.mine, media: [] })
    return words(turn.t('portal.chat.scanned', { machine: machine(turn, found.mine) }))
  }
  await ask(turn, { kind: 'verify', serialNumber: found.serialNumber })
  return words(turn.t('portal.chat.scannedUnknown'))
}

/** Following, scanning a code, pressing a menu entry. */
export async function onOpen(turn: CustomerTurn<OpenEvent>): Promise<Answer> {
  const { menuKey, scene, first } = turn.event
  if (menuKey !== undefined) {
    const name = Object.hasOwn(menuCommands, menuKey) ? menuCommands[menuKey] : undefined
    if (!name) return null
    await ask(turn, null)
    return runCommand(turn, name)
  }
  const scanned = scene === undefined ? undefined : await onScan(turn, scene)
  if (scanned !== undefined) return scanned
  if (!first) return null
  const { name, verified } = turn.customer
  if (!verified) {
    const how = sayHowToVerify(turn)
    return how && { ...how, text: `${turn.t('portal.chat.welcome')}\n\n${how.text}` }
  }
  return help(turn, turn.t('portal.chat.again', { name: name ?? '' }).trim())
}
