import type { MeAnswer, MetaAnswer } from '@gonghai/shared/client/api'
import type { Field } from '@gonghai/shared/objects/declare'
import { useQuery } from '@tanstack/react-query'
import { api } from './api'
import { setOwnFields } from './own-fields'
import { setZone } from './time'

/** An object as the reader may use it. */
export type ObjectMeta = MetaAnswer['objects'][number]

/** What the reader may use, fetched once per session. */
export function useMeta() {
  return useQuery({
    queryKey: ['meta'],
    staleTime: 5 * 60_000,
    queryFn: async () => {
      const meta = await api.meta()
      setZone(meta.me.timeZone)
      setOwnFields(meta.objects)
      return meta
    },
  })
}

/** The declaration of an object, or undefined while it loads or where the reader may not use it. */
export function useObject(name: string): ObjectMeta | undefined {
  return useMeta().data?.objects.find(object => object.name === name)
}

/** Who reads, once known. */
export const useMe = (): MeAnswer | undefined => useMeta().data?.me

/** May this reader set the field when creating (or editing)? */
export function isWritable(field: Field, editing: boolean): boolean {
  const write = field.write ?? 'user'
  return write === 'user' || (write === 'create' && !editing)
}
