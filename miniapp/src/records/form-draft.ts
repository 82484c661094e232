import type { Reference, Value } from '@gonghai/shared/client/api'
import { forget, readStored, store } from '../lib/storage'

/** What a form holds: values, and the names of what they point to. */
export interface FormState {
  values: Record<string, Value>
  references: Record<string, Reference[]>
}

/** A form that was left before it was saved. `version` is the record's when it was begun. */
export interface FormDraft extends FormState {
  version?: number
}

const placeOf = (object: string, id: string | undefined) => `draft:${object}:${id ?? 'new'}`

/** The unsaved form of this record (or of a new one), if there is one. */
export const readDraft = (object: string, id?: string): FormDraft | undefined =>
  readStored<FormDraft>(placeOf(object, id))

/** Keeps the form as it stands; a closed web view loses nothing. */
export const keepDraft = (object: string, id: string | undefined, draft: FormDraft): boolean =>
  store(placeOf(object, id), draft)

/** Forgets it, because it was saved or given up. */
export const dropDraft = (object: string, id?: string): void => forget(placeOf(object, id))
