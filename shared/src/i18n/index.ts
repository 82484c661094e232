import i18next, { type i18n } from 'i18next'
import { access as accessEn } from './en/access'
import { actions as actionsEn } from './en/actions'
import { bot as botEn } from './en/bot'
import { cards as cardsEn } from './en/cards'
import { clocks as clocksEn } from './en/clocks'
import { customers as customersEn } from './en/customers'
import { duplicates as duplicatesEn } from './en/duplicates'
import { errors as errorsEn } from './en/errors'
import { exchange as exchangeEn } from './en/exchange'
import { fields as fieldsEn } from './en/fields'
import { imports as importsEn } from './en/imports'
import { lists as listsEn } from './en/lists'
import { operations as operationsEn } from './en/operations'
import { organisation as organisationEn } from './en/organisation'
import { poolRules as poolRulesEn } from './en/pool-rules'
import { pools as poolsEn } from './en/pools'
import { portal as portalEn } from './en/portal'
import { records as recordsEn } from './en/records'
import { relations as relationsEn } from './en/relations'
import { sandbox as sandboxEn } from './en/sandbox'
import { settings as settingsEn } from './en/settings'
import { ui as uiEn } from './en/ui'
import { waiting as waitingEn } from './en/waiting'
import { wording as wordingEn } from './en/wording'
import type { Locale } from './locale'
import { access as accessCn } from './zh-CN/access'
import { actions as actionsCn } from './zh-CN/actions'
import { bot as botCn } from './zh-CN/bot'
import { cards as cardsCn } from './zh-CN/cards'
import { clocks as clocksCn } from './zh-CN/clocks'
import { customers as customersCn } from './zh-CN/customers'
import { duplicates as duplicatesCn } from './zh-CN/duplicates'
import { errors as errorsCn } from './zh-CN/errors'
import { exchange as exchangeCn } from './zh-CN/exchange'
import { fields as fieldsCn } from './zh-CN/fields'
import { imports as importsCn } from './zh-CN/imports'
import { lists as listsCn } from './zh-CN/lists'
import { operations as operationsCn } from './zh-CN/operations'
import { organisation as organisationCn } from './zh-CN/organisation'
import { poolRules as poolRulesCn } from './zh-CN/pool-rules'
import { pools as poolsCn } from './zh-CN/pools'
import { portal as portalCn } from './zh-CN/portal'
import { records as recordsCn } from './zh-CN/records'
import { relations as relationsCn } from './zh-CN/relations'
import { sandbox as sandboxCn } from './zh-CN/sandbox'
import { settings as settingsCn } from './zh-CN/settings'
import { ui as uiCn } from './zh-CN/ui'
import { waiting as waitingCn } from './zh-CN/waiting'
import { wording as wordingCn } from './zh-CN/wording'
import { access as accessTw } from './zh-TW/access'
import { actions as actionsTw } from './zh-TW/actions'
import { bot as botTw } from './zh-TW/bot'
import { cards as cardsTw } from './zh-TW/cards'
import { clocks as clocksTw } from './zh-TW/clocks'
import { customers as customersTw } from './zh-TW/customers'
import { duplicates as duplicatesTw } from './zh-TW/duplicates'
import { errors as errorsTw } from './zh-TW/errors'
import { exchange as exchangeTw } from './zh-TW/exchange'
import { fields as fieldsTw } from './zh-TW/fields'
import { imports as importsTw } from './zh-TW/imports'
import { lists as listsTw } from './zh-TW/lists'
import { operations as operationsTw } from './zh-TW/operations'
import { organisation as organisationTw } from './zh-TW/organisation'
import { poolRules as poolRulesTw } from './zh-TW/pool-rules'
import { pools as poolsTw } from './zh-TW/pools'
import { portal as portalTw } from './zh-TW/portal'
import { records as recordsTw } from './zh-TW/records'
import { relations as relationsTw } from './zh-TW/relations'
import { sandbox as sandboxTw } from './zh-TW/sandbox'
import { settings as settingsTw } from './zh-TW/settings'
import { ui as uiTw } from './zh-TW/ui'
import { waiting as waitingTw } from './zh-TW/waiting'
import { wording as wordingTw } from './zh-TW/wording'

/** A topic file exports one object whose first level is the key's first word: `errors = { error: { notFound: … } }`. */
export const topics = {
  'zh-CN': {
    records: recordsCn,
    access: accessCn,
    actions: actionsCn,
    duplicates: duplicatesCn,
    errors: errorsCn,
    bot: botCn,
    cards: cardsCn,
    clocks: clocksCn,
    customers: customersCn,
    exchange: exchangeCn,
    imports: importsCn,
    operations: operationsCn,
    poolRules: poolRulesCn,
    pools: poolsCn,
    organisation: organisationCn,
    fields: fieldsCn,
    lists: listsCn,
    portal: portalCn,
    relations: relationsCn,
    sandbox: sandboxCn,
    settings: settingsCn,
    ui: uiCn,
    waiting: waitingCn,
    wording: wordingCn,
  },
  'zh-TW': {
    records: recordsTw,
    access: accessTw,
    actions: actionsTw,
    duplicates: duplicatesTw,
    errors: errorsTw,
    bot: botTw,
    cards: cardsTw,
    clocks: clocksTw,
    customers: customersTw,
    exchange: exchangeTw,
    imports: importsTw,
    operations: operationsTw,
    poolRules: poolRulesTw,
    pools: poolsTw,
    organisation: organisationTw,
    fields: fieldsTw,
    lists: listsTw,
    portal: portalTw,
    relations: relationsTw,
    sandbox: sandboxTw,
    settings: settingsTw,
    ui: uiTw,
    waiting: waitingTw,
    wording: wordingTw,
  },
  en: {
    records: recordsEn,
    access: accessEn,
    actions: actionsEn,
    duplicates: duplicatesEn,
    errors: errorsEn,
    bot: botEn,
    cards: cardsEn,
    clocks: clocksEn,
    customers: customersEn,
    exchange: exchangeEn,
    imports: importsEn,
    operations: operationsEn,
    poolRules: poolRulesEn,
    pools: poolsEn,
    organisation: organisationEn,
    fields: fieldsEn,
    lists: listsEn,
    portal: portalEn,
    relations: relationsEn,
    sandbox: sandboxEn,
    settings: settingsEn,
    ui: uiEn,
    waiting: waitingEn,
    wording: wordingEn,
  },
} as const

/** All words of a locale as one tree: `object`, `option`, `action`, `history`, `error`, `bot`, `sandbox`, `ui`. */
export const catalogs: Record<Locale, Record<string, unknown>> = {
  'zh-CN': Object.assign({}, ...Object.values(topics['zh-CN'])),
  'zh-TW': Object.assign({}, ...Object.values(topics['zh-TW'])),
  en: Object.assign({}, ...Object.values(topics.en)),
}

/** Looks up a key and fills in `{{name}}`; a `count` chooses between `_one` and `_other`. An unknown key is returned as it is. */
export type Translate = (key: string, params?: Record<string, string | number>) => string

let instance: i18n | undefined

function words(): i18n {
  if (instance) return instance
  instance = i18next.createInstance()
  // Everything is in memory, so `init` is done when it returns; its promise has nothing to wait for.
  void instance.init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    initAsync: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(
      Object.entries(catalogs).map(([locale, translation]) => [locale, { translation }]),
    ) as Record<Locale, { translation: Record<string, unknown> }>,
  })
  return instance
}

/** The translator of a locale, with all topics; for server and bot (the mini-app bundles only what it shows). */
export function translator(locale: Locale): Translate {
  const fixed = words().getFixedT(locale)
  return (key, params) => fixed(key, params ?? {})
}

export { isLocale, type Locale, locales } from './locale'
