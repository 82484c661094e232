import type { ListQuery, RecordView } from '@gonghai/shared/client/api'
import { cell } from '../lib/cell'

/** What has been chosen in a list for doing something with all of it. */
export interface Selection {
  object: string
  /** By id; as many as one can press. */
  records: ReadonlyMap<string, RecordView>
  /** Everything that the list finds instead, however many. */
  found?: { query: ListQuery; count: number }
}

/** The selection of the list that is seen; undefined while one only reads. */
export const selection = cell<Selection | undefined>(undefined)

/** Begins choosing in a list. */
export function startSelecting(object: string, first?: RecordView): void {
  selection.set({ object, records: new Map(first ? [[first.id, first]] : []) })
}

/** Takes a record in, or out again. */
export function toggleRecord(record: RecordView): void {
  const present = selection.get()
  const records = new Map(present?.object === record.object ? present.records : [])
  if (!records.delete(record.id)) records.set(record.id, record)
  selection.set({ object: record.object, records })
}

/** How many are chosen. */
export const selectedCount = ({ records, found }: Selection): number => found?.count ?? records.size
