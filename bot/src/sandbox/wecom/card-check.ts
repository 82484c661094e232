import { isJson } from './guard'
import type { Json } from './state'

/** A failed check: the platform's code and the field that is wrong. */
export interface CardFault {
  code: number
  field: string
}

type Check = (card: Json) => CardFault | undefined

const fault = (code: number, field: string): CardFault => ({ code, field })
const bytes = (value: unknown) => Buffer.byteLength(`${value ?? ''}`)
const characters = (value: unknown) => [...`${value ?? ''}`].length
const filled = (value: unknown): value is string => typeof value === 'string' && value.length > 0
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])
const inner = (card: Json, name: string): Json => (isJson(card[name]) ? (card[name] as Json) : {})

/** Runs checks in order and gives the first fault. */
function first(checks: Check[]): Check {
  return card => {
    for (const check of checks) {
      const found = check(card)
      if (found) return found
    }
    return undefined
  }
}

/** Texts: must be strings, and no longer than the page allows (45002). `path` is `main_title.title`. */
function text(path: string, limit: number): Check {
  return card => {
    const value = path.split('.').reduce<unknown>((part, key) => (isJson(part) ? part[key] : undefined), card)
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'string') return fault(40058, path)
    return characters(value) > limit ? fault(45002, path) : undefined
  }
}

/** Entries of a list: how many (code when more or fewer) and a check of each. */
function entries(
  name: string,
  count: { min: number; max: number; code: number },
  each: (entry: Json) => CardFault | undefined,
): Check {
  return card => {
    const value = card[name]
    if (value === undefined && count.min === 0) return undefined
    if (!Array.isArray(value)) return fault(count.code, name)
    if (value.length > count.max || value.length < count.min) return fault(count.code, name)
    for (const entry of value) {
      const found = isJson(entry) ? each(entry) : fault(40058, name)
      if (found) return found
    }
    return undefined
  }
}

function within(entry: Json, name: string, limit: number, where: string): CardFault | undefined {
  const value = entry[name]
  if (value !== undefined && typeof value !== 'string') return fault(40058, `${where}.${name}`)
  return characters(value) > limit ? fault(45002, `${where}.${name}`) : undefined
}

const isUrl = (value: unknown) => filled(value) && /^https?:\/\/\S+$/.test(value) && bytes(value) <= 2048

function needsTarget(entry: Json, codes: { url: number; appid: number }, where: string) {
  if (entry.type === 1 && !isUrl(entry.url)) return fault(codes.url, `${where}.url`)
  if (entry.type === 2 && !filled(entry.appid)) return fault(codes.appid, `${where}.appid`)
  return undefined
}

const horizontal = entries('horizontal_content_list', { min: 0, max: 6, code: 42035 }, entry => {
  const where = 'horizontal_content_list'
  if (!filled(entry.keyname)) return fault(42027, `${where}.keyname`)
  if (entry.type === 1 && !isUrl(entry.url)) return fault(42028, `${where}.url`)
  if (entry.type === 2 && !filled(entry.media_id)) return fault(42029, `${where}.media_id`)
  if (entry.type === 3 && !filled(entry.userid)) return fault(42050, `${where}.userid`)
  return within(entry, 'keyname', 5, where) ?? within(entry, 'value', 30, where)
})

const jumps = entries('jump_list', { min: 0, max: 3, code: 42042 }, entry => {
  if (!filled(entry.title)) return fault(42033, 'jump_list.title')
  return (
    needsTarget(entry, { url: 42028, appid: 42030 }, 'jump_list') ?? within(entry, 'title', 18, 'jump_list')
  )
})

const verticals = entries('vertical_content_list', { min: 0, max: 4, code: 42036 }, entry => {
  if (!filled(entry.title)) return fault(42033, 'vertical_content_list.title')
  return (
    within(entry, 'title', 38, 'vertical_content_list') ?? within(entry, 'desc', 160, 'vertical_content_list')
  )
})

const taskId: Check = card =>
  typeof card.task_id === 'string' && /^[0-9A-Za-z_@-]{1,128}$/.test(card.task_id)
    ? undefined
    : fault(42014, 'task_id')

function cardAction(required: boolean): Check {
  return card => {
    const action = inner(card, 'card_action')
    const type = action.type ?? 0
    if (type === 0 && !required) return undefined
    if (type === 1 && isUrl(action.url)) return undefined
    if (type === 2 && filled(action.appid)) return undefined
    return fault(42045, 'card_action')
  }
}

const actionMenu: Check = card => {
  if (card.action_menu === undefined) return undefined
  const actions = list(inner(card, 'action_menu').action_list)
  if (actions.length < 1 || actions.length > 3) return fault(40058, 'action_menu.action_list')
  if (actions.some(action => !filled(action.text))) return fault(42020, 'action_menu.text')
  if (actions.some(action => !filled(action.key) || bytes(action.key) > 1024)) return fault(42019, 'key')
  const keys = new Set(actions.map(action => action.key))
  return keys.size < actions.length ? fault(42051, 'action_menu.key') : taskId(card)
}

function options(holder: Json, max: number, textLimit: number, where: string): CardFault | undefined {
  const entriesOf = list(holder.option_list)
  if (!filled(holder.question_key) || bytes(holder.question_key) > 1024)
    return fault(42043, `${where}.question_key`)
  if (entriesOf.length < 1 || entriesOf.length > max) return fault(42037, `${where}.option_list`)
  if (entriesOf.some(option => !filled(option.id) || bytes(option.id) > 128))
    return fault(42040, `${where}.id`)
  if (new Set(entriesOf.map(option => option.id)).size < entriesOf.length) return fault(42040, `${where}.id`)
  if (entriesOf.some(option => !filled(option.text))) return fault(42041, `${where}.text`)
  const long = entriesOf.some(option => characters(option.text) > textLimit)
  return long ? fault(45002, `${where}.text`) : undefined
}

const buttonSelection: Check = card =>
  card.button_selection === undefined
    ? undefined
    : options(inner(card, 'button_selection'), 10, 16, 'button_selection')

function buttonKey(button: Json): CardFault | undefined {
  if (button.type === 1) return isUrl(button.url) ? undefined : fault(42028, 'button_list.url')
  return filled(button.key) && bytes(button.key) <= 1024 ? undefined : fault(42039, 'button_list.key')
}

/** Buttons; a card that is updated with `replace_text` may come without. */
const buttons: Check = card => {
  if (filled(card.replace_text) && card.button_list === undefined) return undefined
  const found = entries('button_list', { min: 1, max: 6, code: 42017 }, button => {
    if (!filled(button.text)) return fault(42038, 'button_list.text')
    return buttonKey(button) ?? within(button, 'text', 10, 'button_list')
  })(card)
  if (found) return found
  const keys = list(card.button_list).flatMap(button => (button.type === 1 ? [] : [button.key]))
  return new Set(keys).size < keys.length ? fault(42039, 'button_list.key') : undefined
}

const submit: Check = card => {
  const button = inner(card, 'submit_button')
  if (!filled(button.key) || bytes(button.key) > 1024) return fault(42046, 'submit_button.key')
  if (!filled(button.text)) return fault(42049, 'submit_button.text')
  return within(button, 'text', 10, 'submit_button')
}

const titled: Check = card =>
  filled(inner(card, 'main_title').title) ? undefined : fault(42033, 'main_title.title')

const titledOrSubtitled: Check = card =>
  filled(inner(card, 'main_title').title) || filled(card.sub_title_text)
    ? undefined
    : fault(42033, 'main_title.title')

const pictured: Check = card => {
  if (card.image_text_area !== undefined && card.card_image === undefined) return undefined
  return isUrl(inner(card, 'card_image').url) ? undefined : fault(42044, 'card_image.url')
}

const selects: Check = card => {
  const holders = list(card.select_list)
  if (holders.length < 1 || holders.length > 3) return fault(42047, 'select_list')
  for (const holder of holders) {
    const found = options(holder, 10, 17, 'select_list')
    if (found) return found
  }
  const keys = new Set(holders.map(holder => holder.question_key))
  return keys.size < holders.length ? fault(42043, 'select_list.question_key') : undefined
}

const shared = [
  text('source.desc', 20),
  text('main_title.title', 36),
  text('quote_area.title', 36),
  text('sub_title_text', 160),
  horizontal,
  jumps,
  actionMenu,
]

/** The checks by card type; the first fault is the answer. */
const checks: Record<string, Check> = {
  text_notice: first([
    titledOrSubtitled,
    text('main_title.desc', 44),
    text('emphasis_content.title', 14),
    text('emphasis_content.desc', 22),
    ...shared,
    cardAction(true),
  ]),
  news_notice: first([titled, text('main_title.desc', 44), pictured, verticals, ...shared, cardAction(true)]),
  button_interaction: first([
    taskId,
    titled,
    text('main_title.desc', 44),
    buttonSelection,
    buttons,
    ...shared,
    cardAction(false),
  ]),
  vote_interaction: first([
    taskId,
    titled,
    text('main_title.desc', 160),
    card => options(inner(card, 'checkbox'), 20, 17, 'checkbox'),
    submit,
    ...shared,
  ]),
  multiple_interaction: first([taskId, titled, text('main_title.desc', 160), selects, submit, ...shared]),
}

/** Whether presses on a card of this type come back to the app. */
export function callsBack(card: Json): boolean {
  return /_interaction$/.test(`${card.card_type}`) || card.action_menu !== undefined
}

/** Checks a template_card as message/send does. An update brings no task_id: pass the original's. */
export function checkCard(card: Json): CardFault | undefined {
  const check = checks[`${card.card_type}`]
  return check ? check(card) : fault(42031, 'card_type')
}
