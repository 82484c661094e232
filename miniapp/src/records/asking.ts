import type { Value } from '@gonghai/shared/client/api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { cell } from '../lib/cell'

/** An action that waits for a person: what is known already, and what to ask. */
export interface Asking {
  action: string
  /** Whom it is about, for the head of the sheet. */
  title: string
  known: Record<string, Value>
  asked: Fields
  /** The kind of record that it is about, where `known` and `records` don't say. */
  about?: string
  /** The records, "object:id", where they are many and known. */
  records?: readonly string[]
  /** Runs it another way than as one action: on many records. */
  run?: (input: Record<string, Value>, key: string) => Promise<void>
  done?: () => void
}

/** The action that is being asked about; its sheet stands in `ActionSheet`. */
export const asking = cell<Asking | undefined>(undefined)
