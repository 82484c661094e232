import type { MetaAnswer, Value } from '@gonghai/shared/client/api'
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

/** Starts an operation; what a few came to is answered at once, of many one watches the progress. */
async function run(
  action: string,
  chosen: Selection,
  input: Record<string, Value>,
  key: string,
  open: (id: string) => void,
): Promise<void> {
  const { object, records, found } = chosen
  const { cursor: _cursor, limit: _limit, ...query } = found?.query ?? {}
  const { operation } = await api.startOperation(
    {
      action,
      input,
      ...(found
        ? { found: { object, query } }
        : { records: [...records.keys()].map(id => `${object}:${id}`) }),
    },
    key,
  )
  selection.set(undefined)
  void everythingChanged()
  if (operation.state === 'done' && operation.failed === 0)
    toast(t('operation.allDone', { label: operation.label, number: operation.total }))
  else open(operation.id)
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
  const { [contract.bulk]: _record, review: _review, evenIfLocked: _locked, ...asked } = contract.input
  asking.set({
    action,
    title: t('operation.ofMany', { number: selectedCount(chosen) }),
    known: {},
    asked: asked as Fields,
    ...(chosen.found ? {} : { records: [...chosen.records.keys()].map(id => `${chosen.object}:${id}`) }),
    run: (input, key) => run(action, chosen, input, key, open),
  })
}
