import type { Field } from '@gonghai/shared/objects'
import Excel from 'exceljs'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { typedNumbers } from '../records/meta'
import { importFields } from './import-columns'
import { demandImport } from './start-import'
import { TableWords } from './words'

/** Rows for which the template offers choices. */
const offeredRows = 1000

/** Options that may still be chosen, as one reads them. */
const labelsOf = (words: TableWords, name: string, field: Field): string[] =>
  (field.options ?? [])
    .filter(option => !field.retired?.includes(option))
    .map(option => words.option(name, field, option))

/**
 * Choices to choose from, out of a sheet of their own: written into the cell, a comma in one would make two of it, and all of
 * them together could have 255 characters.
 */
function offerChoices(
  book: Excel.Workbook,
  sheet: Excel.Worksheet,
  words: TableWords,
  fields: readonly [string, Field][],
): void {
  const lists = book.addWorksheet('options', { state: 'veryHidden' })
  for (const [index, [name, field]] of fields.entries()) {
    const labels = field.kind === 'choice' ? labelsOf(words, name, field) : []
    if (labels.length === 0) continue
    const column = lists.getColumn(index + 1)
    column.values = labels
    const list = `options!$${column.letter}$1:$${column.letter}$${labels.length}`
    for (let row = 2; row <= offeredRows; row++) {
      sheet.getCell(row, index + 1).dataValidation = { type: 'list', allowBlank: true, formulae: [list] }
    }
  }
}

function hintOf(words: TableWords, name: string, field: Field): string {
  if (name === 'number') return words.t('exchange.hint.ownNumber')
  const listed = labelsOf(words, name, field).join(' / ')
  const key = `exchange.hint.${field.kind}`
  const hint = words.t(key, { max: field.max ?? (field.kind === 'longText' ? 2000 : 100), options: listed })
  return hint === key ? '' : hint
}

/** A workbook to fill in: one column per field, choices to choose from, and a sheet that says what goes where. */
export async function importTemplate(
  sql: Sql,
  actor: EmployeeActor,
  name: unknown,
): Promise<{ bytes: Buffer; fileName: string }> {
  const object = actor.access.catalogue.find(demandImport(actor, name)) ?? refuse('notFound')
  const words = new TableWords(actor.locale, object)
  const typed = (await typedNumbers(sql)).has(object.name)
  const fields = Object.entries(importFields(actor, object)).filter(([field]) => field !== 'number' || typed)
  const book = new Excel.Workbook()
  const title = words.t(`object.${object.name}.plural`)
  const sheet = book.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] })
  const heading = (field: string, declared: Field) =>
    `${words.heading(field, object.fields[field] ?? declared)}${declared.required && declared.initial === undefined ? '*' : ''}`
  sheet.columns = fields.map(([field, declared]) => ({ header: heading(field, declared), width: 18 }))
  sheet.getRow(1).font = { bold: true }
  const guide = book.addWorksheet(words.t('exchange.guide'))
  guide.columns = [
    { header: words.t('exchange.column'), width: 22 },
    { header: words.t('exchange.required'), width: 10 },
    { header: words.t('exchange.how'), width: 70 },
  ]
  guide.getRow(1).font = { bold: true }
  for (const [field, declared] of fields) {
    guide.addRow([
      words.heading(field, object.fields[field] ?? declared),
      declared.required && declared.initial === undefined ? words.t('exchange.yes') : '',
      hintOf(words, field, declared),
    ])
  }
  offerChoices(book, sheet, words, fields)
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  return { bytes, fileName: `${title}-${words.t('exchange.template')}.xlsx` }
}
