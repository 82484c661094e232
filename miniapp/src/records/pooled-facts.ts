import type { RecordView } from '@gonghai/shared/client/api'
import { t } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { valueText } from './value-text'
import { fieldLabel } from './words'

/** So many business characteristics have room on a row. */
const most = 3

/** Does the record wait in a pool? */
export const isLying = (meta: ObjectMeta, record: RecordView): boolean =>
  meta.can.pooled === true && !!record.values.pool && !record.values.owner

/** The company's own fields that are also shown in the pool before claiming (业务特性, CUST-3). */
export const pooledNames = (meta: ObjectMeta): string[] =>
  Object.entries(meta.fields).flatMap(([name, field]) => (field.pooled ? [name] : []))

/** What a row in a pool tells of them: "检测内容 尺寸 · 年检测预算 ¥80,000.00"; empty where none has a value. */
export function pooledText(meta: ObjectMeta, record: RecordView): string {
  const told = pooledNames(meta).flatMap(name => {
    const text = valueText(meta, name, record)
    return text ? [`${fieldLabel(meta.name, name)} ${text}`] : []
  })
  return told.slice(0, most).join(t('ui.dot'))
}
