import { translator } from '@gonghai/shared/i18n'
import type { InboxItem } from '@gonghai/shared/ports/delivery'
import {
  customerPlatform,
  type InboundEvent,
  type MediaEvent,
  type OpenEvent,
} from '@gonghai/shared/ports/events'
import type { Acknowledgement } from '@gonghai/shared/ports/platform'
import { handleCustomerEvent } from './customer/handle'
import type { ConversationDeps, Turn } from './deps'
import { onPress } from './press'
import type { CommandName } from './read-line'
import { reply } from './reply'
import { onText, runCommand } from './text'

/** Menu entries that stand for a command; the keys are the ones our menu is created with. */
const menu: Readonly<Record<string, CommandName>> = { todo: 'today', pool: 'pools', help: 'help' }

const nothing: Acknowledgement = {}

/** Opening the chat greets once; a menu entry runs its command. */
async function onOpen(turn: Turn<OpenEvent>): Promise<void> {
  const { menuKey, from } = turn.event
  const name = menuKey !== undefined && Object.hasOwn(menu, menuKey) ? menu[menuKey] : undefined
  if (name) return runCommand(turn, { name, words: '' })
  const text = `${turn.t('bot.welcome', { name: turn.person.name })}\n\n${turn.t('bot.help')}`
  await turn.crm.reply(from, { text }, 'welcome')
}

async function onMedia(turn: Turn<MediaEvent>): Promise<void> {
  await reply(turn, turn.t(`bot.media.${turn.event.media}`))
}

async function take(turn: Turn): Promise<Acknowledgement> {
  const { event } = turn
  switch (event.type) {
    case 'press':
      return onPress({ ...turn, event })
    case 'text':
      await onText({ ...turn, event })
      return nothing
    case 'media':
      await onMedia({ ...turn, event })
      return nothing
    case 'open':
      await onOpen({ ...turn, event })
      return nothing
    case 'location':
    case 'leave':
    case 'report':
    case 'directory':
      return nothing
  }
}

/** "绑定 K7Q2M9XW4T": somebody who has an account elsewhere says so. */
const linkLine = /^\s*(?:绑定|綁定|link)[\s:：]*([0-9a-z]{10})\s*$/i

/** The code that a stranger typed to be linked; only where it is proved who typed, and nobody else reads along. */
function linkCodeOf(event: InboundEvent): string | undefined {
  if (event.type !== 'text' || event.chat !== 'single' || event.readOnly) return undefined
  return linkLine.exec(event.text)?.[1]
}

/** Who is not linked to an employee is told so: at every line, but once a day for merely opening the chat. */
async function answerStranger(deps: ConversationDeps, id: string, event: InboundEvent): Promise<void> {
  const code = linkCodeOf(event)
  if (code) {
    await deps.crm.reply(event.from, { text: await deps.crm.linkAccount(event.from, code) }, `answer:${id}`)
    return
  }
  const text = translator('zh-CN')('bot.notLinked', { userId: event.from.userId })
  const day = deps.crm.now().toISOString().slice(0, 10)
  await deps.crm.reply(event.from, { text }, event.type === 'open' ? `stranger:${day}` : `answer:${id}`)
}

/** Does what a stored event asks for and says what the platform may show at once. */
export async function handleEvent(deps: ConversationDeps, item: InboxItem): Promise<Acknowledgement> {
  const { event, id, attempts } = item
  if (event.platform === customerPlatform) return handleCustomerEvent(deps, item)
  if (event.type === 'directory') {
    await deps.crm.directoryChanged(event)
    return nothing
  }
  // Nobody waits for an answer to these.
  if (event.type === 'leave' || event.type === 'report') return nothing
  const person = await deps.crm.identify(event.from)
  if (!person) {
    await answerStranger(deps, id, event)
    return nothing
  }
  const { crm, log } = deps
  const abilities = deps.abilitiesOf(event.platform)
  return take({
    crm,
    log,
    abilities,
    id,
    attempts,
    event,
    person,
    dialog: null,
    t: translator(person.locale),
  })
}
