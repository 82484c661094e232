import type { RecordView, Reference, Value } from '@gonghai/shared/client/api'
import type { Field } from '@gonghai/shared/objects/declare'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { centsText, grouped, lineCents, moneyText, trimmed } from '../lib/number'
import { callPhone } from '../platform/phone'
import { valueText } from './value-text'
import { fieldLabel } from './words'

const openable = new Set([
  'customer',
  'lead',
  'contact',
  'contract',
  'product',
  'pool',
  'task',
  'asset',
  'serviceRequest',
  'workOrder',
])

/** Where a fact leads to when pressed: the record it points to. */
function targetOf(field: Field, value: Value | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  if (field.kind === 'record') return value
  return field.kind === 'reference' && openable.has(field.target ?? '')
    ? `${field.target}:${value}`
    : undefined
}

/** Every field of a record that has a value, and when it came to be. */
export function Facts({ meta, record }: { meta: ObjectMeta; record: RecordView }) {
  const t = useT()
  const names = Object.entries(meta.fields)
    .filter(([, field]) => field.kind !== 'lines')
    .map(([name]) => name)
  const lines = Object.entries(meta.fields).find(([, field]) => field.kind === 'lines')?.[0]
  const shown = [...names, 'createdAt', 'createdBy', 'updatedAt'].filter(name =>
    valueText(meta, name, record),
  )
  const empty = names.length + 3 - shown.length
  return (
    <>
      {lines && <Lines object={meta.name} name={lines} record={record} />}
      <Box className="card facts">
        {record.number && <Fact label={fieldLabel(meta.name, 'number')} text={record.number} />}
        {shown.map(name => (
          <FieldFact key={name} meta={meta} name={name} record={record} />
        ))}
        {empty > 0 && <Box className="facts-empty">{t('ui.record.emptyFields', { count: empty })}</Box>}
      </Box>
    </>
  )
}

function FieldFact({ meta, name, record }: { meta: ObjectMeta; name: string; record: RecordView }) {
  const { open } = useNavigation()
  const field = meta.fields[name]
  const text = valueText(meta, name, record)
  const label = fieldLabel(meta.name, name)
  const value = record.values[name]
  const hidden = (record.references[name] as Reference | undefined)?.hidden
  const target = field && !hidden ? targetOf(field, value) : undefined
  if (target) return <Fact label={label} text={text} onPress={() => open(target)} />
  const dial = field?.kind === 'phone' && !record.masked.includes(name)
  return <Fact label={label} text={text} onPress={dial ? () => callPhone(String(value)) : undefined} />
}

/** A label and its words; a link where there is something behind. */
export function Fact({ label, text, onPress }: { label: string; text: string; onPress?: () => void }) {
  return (
    <Box className="fact">
      <Box className="fact-label">{label}</Box>
      {onPress ? (
        <Press className="fact-text fact-link" onPress={onPress}>
          {text}
        </Press>
      ) : (
        <Box className="fact-text">{text}</Box>
      )}
    </Box>
  )
}

function Lines({ object, name, record }: { object: string; name: string; record: RecordView }) {
  const t = useT()
  const rows = (record.values[name] as Record<string, Value>[] | null) ?? []
  if (!rows.length) return null
  const currency = String(record.values.currency ?? 'CNY')
  const product = (at: number) => record.references[`${name}.${at}.product`] as Reference | undefined
  const cents = (row: Record<string, Value>) =>
    lineCents(String(row.quantity ?? ''), String(row.price ?? ''), String(row.discount ?? ''))
  return (
    <Box className="card facts">
      <Box className="facts-title">{fieldLabel(object, name)}</Box>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row's place is its name
        <Box key={at} className="fact fact-line">
          <Box className="fact-product">
            <Box>{product(at)?.name ?? String(row.product)}</Box>
            <Box className="pick-line">
              {t('ui.lines.line', {
                quantity: grouped(trimmed(String(row.quantity))),
                price: moneyText(String(row.price), currency),
                discount: trimmed(String(row.discount ?? '100')),
              })}
            </Box>
          </Box>
          <Words className="fact-amount">{moneyText(centsText(cents(row)), currency)}</Words>
        </Box>
      ))}
    </Box>
  )
}
