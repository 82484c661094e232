import type { RecordView } from '@gonghai/shared/client/api'
import { Analysis } from './analysis'
import './duplicates.scss'

/** Collision analysis on a record's page. */
export default function CollisionsTab({ record }: { record: RecordView }) {
  return <Analysis object={record.object} id={record.id} />
}
