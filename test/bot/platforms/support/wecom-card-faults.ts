type Loose = Record<string, unknown>

/** Breaks of WeCom's documented card rules, written from its documentation and not from our renderer. */
export function wecomCardFaults(card: Loose): string[] {
  const faults: string[] = []
  const need = (good: boolean, fault: string) => {
    if (!good) faults.push(fault)
  }
  const interactive = card.card_type === 'button_interaction'
  need(interactive || card.card_type === 'text_notice', '42031 card_type')
  const title = child(card, 'main_title')
  need(text(title.title, 36) && String(title.title).length > 0, 'main_title.title')
  need(text(title.desc, 44), 'main_title.desc')
  need(text(child(card, 'source').desc, 20), 'source.desc')
  need(text(card.sub_title_text, 160), 'sub_title_text')
  const action = child(card, 'card_action')
  need(action.type === 1 && address(action.url), '42045 card_action')

  const rows = list(card, 'horizontal_content_list')
  need(rows.length <= 6, '42035 horizontal_content_list')
  for (const row of rows) {
    need(text(row.keyname, 5) && String(row.keyname).length > 0, '42027 keyname')
    need(text(row.value, 30), 'value')
  }
  const buttons = list(card, 'button_list')
  need(!interactive || (buttons.length >= 1 && buttons.length <= 6), 'button_list')
  need(
    interactive || (card.button_list === undefined && card.button_selection === undefined),
    'buttons on a notice',
  )
  const keys = buttons.filter(button => button.type === 0).map(button => button.key)
  need(new Set(keys).size === keys.length, '42039 keys unique')
  for (const button of buttons) {
    need(text(button.text, 10) && String(button.text).length > 0, '42038 button text')
    need([1, 2, 3, 4].includes(Number(button.style)), 'style')
    need(button.type === 1 ? address(button.url) : bytes(button.key, 1024), 'button target')
  }
  if (card.button_selection === undefined) return faults
  const options = list(child(card, 'button_selection'), 'option_list')
  need(bytes(child(card, 'button_selection').question_key, 1024), '42043 question_key')
  need(options.length >= 1 && options.length <= 10, '42037 option_list')
  need(new Set(options.map(option => option.id)).size === options.length, 'option ids unique')
  for (const option of options) {
    need(bytes(option.id, 128), '42040 option id')
    need(text(option.text, 16) && String(option.text).length > 0, '42041 option text')
  }
  return faults
}

function child(value: Loose, key: string): Loose {
  return (value[key] ?? {}) as Loose
}

function list(value: Loose, key: string): Loose[] {
  return (value[key] ?? []) as Loose[]
}

function text(value: unknown, max: number): boolean {
  return typeof value === 'string' && value.length <= max && Buffer.from(value).toString() === value
}

function bytes(value: unknown, max: number): boolean {
  return typeof value === 'string' && value.length > 0 && Buffer.byteLength(value) <= max
}

function address(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && Buffer.byteLength(value) <= 2048
}
