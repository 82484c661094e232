import { readStored, store } from '../lib/storage'

interface Recent {
  id: string
  name: string
}

/** The last records of an object that this person opened or picked, newest first; at most eight. */
export const recentOf = (object: string): Recent[] => readStored<Recent[]>(`recent:${object}`) ?? []

/** Remembers a record for the pickers. */
export function remember(object: string, record: Recent): void {
  const others = recentOf(object).filter(({ id }) => id !== record.id)
  store(`recent:${object}`, [{ id: record.id, name: record.name }, ...others].slice(0, 8))
}
