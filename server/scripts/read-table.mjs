// Reads a table (XLSX or CSV) in a process of its own, so that a hostile file can take down nothing else (decision 24):
//   node read-table.mjs <file> <xlsx|csv> <most rows> <most columns>
// Prints one JSON array of cells per row; dates as {"date": ISO}, everything else as text, number, boolean or null.
// Ends with 0, or with 3 and a word on stderr: tooManyRows, tooManyColumns, tooLarge, unreadable.

import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { TextDecoder } from 'node:util'
import Excel from 'exceljs'

const [file, kind, rowLimit, columnLimit] = [
  process.argv[2],
  process.argv[3],
  ...process.argv.slice(4).map(Number),
]
const unpackedLimit = 200 * 1024 * 1024
const cellLimit = 10_000

class Refused extends Error {}

let rows = 0
async function emit(cells) {
  const last = cells.findLastIndex(cell => cell !== null && cell !== '')
  if (last < 0) return
  if (++rows > rowLimit) throw new Refused('tooManyRows')
  if (last >= columnLimit) throw new Refused('tooManyColumns')
  const line = `${JSON.stringify(cells.slice(0, last + 1))}\n`
  if (!process.stdout.write(line)) await once(process.stdout, 'drain')
}

/** A cell as what one sees: of formulas and links the shown value, of rich text its words. */
function plain(value) {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { date: value.toISOString() }
  if (typeof value === 'string') return value.slice(0, cellLimit)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value.richText))
    return value.richText
      .map(part => part.text)
      .join('')
      .slice(0, cellLimit)
  if ('result' in value) return plain(value.result)
  if ('text' in value) return plain(value.text)
  return null
}

/** The sizes that the archive itself gives for its parts; the memory limit of this process covers those that lie. */
async function checkSizes() {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const tail = Buffer.alloc(Math.min(size, 66_000))
    await handle.read(tail, 0, tail.length, size - tail.length)
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    if (end < 0) throw new Refused('unreadable')
    const [count, length, offset] = [
      tail.readUInt16LE(end + 10),
      tail.readUInt32LE(end + 12),
      tail.readUInt32LE(end + 16),
    ]
    if (count > 2000 || length > 4_000_000 || offset + length > size) throw new Refused('unreadable')
    const directory = Buffer.alloc(length)
    await handle.read(directory, 0, length, offset)
    let total = 0
    for (let at = 0; at + 46 <= length && directory.readUInt32LE(at) === 0x02014b50; ) {
      total += directory.readUInt32LE(at + 24)
      at +=
        46 +
        directory.readUInt16LE(at + 28) +
        directory.readUInt16LE(at + 30) +
        directory.readUInt16LE(at + 32)
    }
    if (total > unpackedLimit) throw new Refused('tooLarge')
  } finally {
    await handle.close()
  }
}

async function readXlsx() {
  await checkSizes()
  const reader = new Excel.stream.xlsx.WorkbookReader(file, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
  })
  for await (const sheet of reader) {
    for await (const row of sheet) {
      const cells = []
      row.eachCell({ includeEmpty: true }, (cell, column) => {
        if (column <= columnLimit + 1) cells[column - 1] = plain(cell.value)
      })
      await emit(Array.from(cells, cell => cell ?? null))
    }
    return
  }
}

/** UTF-8, or the encoding in which Chinese Excel writes CSV. */
async function readCsv() {
  const chunks = []
  for await (const chunk of createReadStream(file)) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    text = new TextDecoder('gb18030').decode(bytes)
  }
  const { Readable } = await import('node:stream')
  const book = new Excel.Workbook()
  const sheet = await book.csv.read(Readable.from([text]), { map: value => value })
  const limit = Math.min(sheet.rowCount, rowLimit + 1)
  for (let index = 1; index <= limit; index++) {
    const cells = []
    sheet.getRow(index).eachCell({ includeEmpty: true }, (cell, column) => {
      cells[column - 1] = plain(cell.value)
    })
    await emit(Array.from(cells, cell => cell ?? null))
  }
}

try {
  await (kind === 'csv' ? readCsv() : readXlsx())
} catch (error) {
  process.stderr.write(error instanceof Refused ? error.message : 'unreadable')
  process.exitCode = 3
}
