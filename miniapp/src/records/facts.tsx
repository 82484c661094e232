import type { RecordView, Reference, Value } from '@gonghai/shared/client/api'
import type { Field } from '@gonghai/shared/objects/declare'
import { Fragment } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { centsText, grouped, lineCents, moneyText, trimmed } from '../lib/number'
import { tablesApi } from '../lib/tables-api'
import { openFile } from '../platform/open-file'
import { callPhone } from '../platform/phone'
import { useFailureText } from '../ui/empty'
import { toast } from '../ui/toast'
import { bySection, headingOf } from './form-start'
import { isLying, pooledNames } from './pooled-facts'
import { valueText } from './value-text'
import { fieldLabel } from './words'

const openable = new Set([
  'customer',
  'lead',
  'contact',
  'contract',
  'product',
  'partner',
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

/** What is kept of every record, below what people wrote. */
const kept = ['number', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy']

/** Every field of a record that has a value, and when it came to be. */
export function Facts({ meta, record }: { meta: ObjectMeta; record: RecordView }) {
  const t = useT()
  const entries = Object.entries(meta.fields).filter(([, field]) => field.kind !== 'lines')
  const plain = entries
    .filter(([name, field]) => !headingOf(field) && !kept.includes(name))
    .map(([name]) => name)
  // Whoever looks at it in a pool decides whether to claim: what that depends on comes first.
  const first = isLying(meta, record) ? pooledNames(meta) : []
  const others = bySection(entries).flatMap(([name]) => (first.includes(name) ? [] : [name]))
  const names = [...first, ...plain, ...others]
  const lines = Object.entries(meta.fields).find(([, field]) => field.kind === 'lines')?.[0]
  const all = [...names, ...kept.filter(name => name !== 'number')]
  const shown = all.filter(name => valueText(meta, name, record))
  const empty = names.filter(name => !shown.includes(name)).length
  const sectionOf = (name: string | undefined) =>
    first.includes(name ?? '') ? t('ui.record.business') : headingOf(meta.fields[name ?? ''])
  return (
    <>
      {lines && <Lines object={meta.name} name={lines} record={record} />}
      <Box className="card facts">
        {record.number && <Fact label={fieldLabel(meta.name, 'number')} text={record.number} />}
        {shown.map((name, at) => (
          <Fragment key={name}>
            {sectionOf(name) && sectionOf(name) !== sectionOf(shown[at - 1]) && (
              <Box className="facts-title">{sectionOf(name)}</Box>
            )}
            <FieldFact meta={meta} name={name} record={record} />
          </Fragment>
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
  if (field?.kind === 'files') return <FilesFact meta={meta} name={name} record={record} />
  const dial = field?.kind === 'phone' && !record.masked.includes(name)
  return <Fact label={label} text={text} onPress={dial ? () => callPhone(String(value)) : undefined} />
}

/** The files of a field, each a link. */
function FilesFact({ meta, name, record }: { meta: ObjectMeta; name: string; record: RecordView }) {
  const say = useFailureText()
  const named = [record.references[name] ?? []].flat()
  const show = async (id: string) => {
    try {
      const { files } = await tablesApi.fieldFiles(meta.name, record.id, name)
      const file = files.find(one => one.id === id)
      if (file) await openFile(file.url)
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    }
  }
  return (
    <>
      {named.map((file, at) => (
        <Fact
          key={file.id}
          label={at === 0 ? fieldLabel(meta.name, name) : ''}
          text={file.name}
          onPress={() => void show(file.id)}
        />
      ))}
    </>
  )
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
