import type { MetaAnswer } from '@gonghai/shared/client/api'
import type { IconName } from '../../kit/icon'

export interface HomeTab {
  key: 'today' | 'customers' | 'pools' | 'service' | 'me'
  icon: IconName
}

/** Objects that have a list of their own under "customers", in this order. */
export const listed = ['customer', 'lead', 'contact', 'contract', 'task', 'product'] as const

const places: Partial<Record<string, HomeTab['key']>> = {
  pool: 'pools',
  serviceRequest: 'service',
  workOrder: 'service',
  asset: 'service',
  survey: 'service',
}

/** The tab under which records of an object are looked for. */
export const tabOf = (object = ''): HomeTab['key'] => places[object] ?? 'customers'

const may = (meta: MetaAnswer, names: readonly string[]) =>
  meta.objects.some(object => names.includes(object.name))

/** The tabs of the first page; what the role can't use is not there. */
export function tabsOf(meta: MetaAnswer | undefined): HomeTab[] {
  if (!meta) return []
  return [
    { key: 'today', icon: 'today' },
    ...(may(meta, listed) ? [{ key: 'customers', icon: 'customers' } as const] : []),
    ...(may(meta, ['pool']) ? [{ key: 'pools', icon: 'pools' } as const] : []),
    ...(may(meta, ['serviceRequest', 'workOrder']) ? [{ key: 'service', icon: 'service' } as const] : []),
    { key: 'me', icon: 'me' },
  ]
}
