import type { Reference, Value } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { centsText, lineCents, moneyText } from '../../lib/number'
import { Button, IconButton } from '../../ui/button'
import { fieldLabel } from '../words'
import type { FieldProps } from './input-props'
import { RecordSheet } from './record-input'

type Line = Record<string, Value>

const words = (value: Value | undefined) => (value === null || value === undefined ? '' : String(value))

/** The amount of one line in cents: quantity × price × discount, as far as they are there. */
export const centsOf = (line: Line): number =>
  lineCents(words(line.quantity), words(line.price), words(line.discount))

/** The rows of a record, product by product: add, fill in, take out, with the sum below. */
export function LinesInput({ object, name, field, label, value, references, inner, onChange }: FieldProps) {
  const t = useT()
  const [choosing, setChoosing] = useState(false)
  const lines = (value as Line[] | null | undefined) ?? []
  const names = references ?? []
  const columns = Object.entries(field.fields ?? {}).filter(([, column]) => column.kind !== 'reference')
  const set = (next: Line[], known: Reference[] = names) => onChange(next as Value, known)
  const change = (at: number, column: string, text: string) =>
    set(lines.map((line, index) => (index === at ? { ...line, [column]: text } : line)))
  const add = async (row: { id: string; name: string }) => {
    setChoosing(false)
    const product = await api.detail('product', row.id).catch(() => undefined)
    const price = product?.record.values.price ?? ''
    const line: Line = { product: row.id, quantity: '1', price, discount: '100' }
    set([...lines, line], [...names, { id: row.id, name: row.name }])
  }
  return (
    <Box className="lines" role="group" label={label}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own, its place is its name
        <Box key={at} className="line">
          <Box className="line-head">
            <Words className="line-name">
              {names.find(({ id }) => id === line.product)?.name ?? words(line.product)}
            </Words>
            <IconButton
              icon="trash"
              label={t('ui.lines.remove')}
              onPress={() => set(lines.filter((_, index) => index !== at))}
            />
          </Box>
          <Box className="line-columns">
            {columns.map(([column]) => (
              <Column
                key={column}
                label={fieldLabel(object, `${name}.${column}`)}
                value={words(line[column])}
                issue={inner?.[`${at}.${column}`]}
                onChange={text => change(at, column, text)}
              />
            ))}
          </Box>
          <Box className="line-amount">{moneyText(centsText(centsOf(line)))}</Box>
        </Box>
      ))}
      <Button look="tint" icon="plus" wide onPress={() => setChoosing(true)}>
        {t('ui.lines.add')}
      </Button>
      {lines.length > 0 && (
        <Box className="lines-sum">
          <Words>{t('ui.lines.sum', { count: lines.length })}</Words>
          <Words className="lines-total">
            {moneyText(centsText(lines.reduce((sum, line) => sum + centsOf(line), 0)))}
          </Words>
        </Box>
      )}
      {choosing && (
        <RecordSheet
          title={t('ui.lines.add')}
          targets={['product']}
          chosen={lines.map(line => words(line.product))}
          onPick={(_, row) => void add(row)}
          onClose={() => setChoosing(false)}
        />
      )}
    </Box>
  )
}

interface ColumnProps {
  label: string
  value: string
  issue?: string
  onChange: (text: string) => void
}

function Column({ label, value, issue, onChange }: ColumnProps) {
  return (
    <Box className="line-column">
      <Box className="line-label">{label}</Box>
      <TextInput keyboard="decimal" label={label} value={value} invalid={!!issue} onChange={onChange} />
      {issue && <Box className="field-issue">{issue}</Box>}
    </Box>
  )
}
