import type { MetaAnswer, Value } from '@gonghai/shared/client/api'
import type { StartOperation } from '@gonghai/shared/client/operation-api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { api } from '../lib/api'
import { t } from '../lib/i18n'
import { everythingChanged } from '../lib/query'
import { toast } from '../ui/toast'
import { asking } from './asking'
import { type Selection, selectedCount, selection } from './selection'

type Contract = MetaAnswer['actions'][string]

/** Can this action be done to many records of an object? */
function fits({ input, bulk }: Contract, object: string): boolean {
  const field = bulk ? input[bulk] : undefined
  return field?.target === object || Boolean(field?.targets?.some(target => target === object))
}

/** Harmful ones come last. */
export const isRemoval = (name: string): boolean => name.endsWith('.remove')

/** Actions that at least one of the chosen records allows now; harmful ones come last. */
export function bulkActions(meta: MetaAnswer, { object, records }: Selection): string[] {
  const allowed = new Set([...records.values()].flatMap(record => record.allowed))
  const names = Object.keys(meta.actions).filter(
    name => allowed.has(name) && fits(meta.actions[name]!, object),
  )
  return names.sort((one, two) => Number(isRemoval(one)) - Number(isRemoval(two)))
}

async function run(
  action: string,
  chosen: Selection,
  input: Record<string, Value>,
  key: string,
  open: (id: string) => void,
): Promise<void> {
  const { object, records, found } = chosen
  const { cursor: _cursor, limit: _limit, ...query } = found?.query ?? {}
  const which = found
    ? { found: { object, query } }
    : { records: [...records.keys()].map(id => `${object}:${id}`) }
  await start({ action, input, ...which }, key, open, () => selection.set(undefined))
}

/** Starts it; what a few came to is answered at once, of many one watches the progress. @param started ends the choosing */
async function start(
  body: StartOperation,
  key: string,
  open: (id: string) => void,
  started: () => void,
): Promise<void> {
  const { operation } = await api.startOperation(body, key)
  started()
  void everythingChanged()
  if (operation.state === 'done' && operation.failed === 0)
    toast(t('operation.allDone', { label: operation.label, number: operation.total }))
  else open(operation.id)
}

/** What an action asks besides the record. */
function askedOf({ bulk, input }: Contract): Fields {
  const { [bulk ?? 'record']: _record, review: _review, evenIfLocked: _locked, ...asked } = input
  return asked as Fields
}

/** Asks what the action needs besides the records, with how many it is about, and does it to all of them. */
export function startBulk(
  meta: MetaAnswer,
  action: string,
  chosen: Selection,
  open: (id: string) => void,
): void {
  const contract = meta.actions[action]
  if (!contract?.bulk) return
  asking.set({
    action,
    title: t('operation.ofMany', { number: selectedCount(chosen) }),
    known: {},
    about: chosen.object,
    asked: askedOf(contract),
    ...(chosen.found ? {} : { records: [...chosen.records.keys()].map(id => `${chosen.object}:${id}`) }),
    run: (input, key) => run(action, chosen, input, key, open),
  })
}

/** The same for records that are chosen elsewhere than in a list of their kind. @param records "object:id", of any kinds */
export function askMany(
  meta: MetaAnswer,
  action: string,
  records: readonly string[],
  { open, done }: { open: (id: string) => void; done: () => void },
): void {
  const contract = meta.actions[action]
  if (!contract?.bulk) return
  asking.set({
    action,
    title: t('operation.ofMany', { number: records.length }),
    known: {},
    asked: askedOf(contract),
    records,
    run: (input, key) => start({ action, input, records: [...records] }, key, open, done),
  })
}
