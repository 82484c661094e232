import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import Excel from 'exceljs'
import { csvCell, type TableCell } from './cells'

export type TableFormat = 'xlsx' | 'csv'

/** One column of a table to be written. */
export interface TableColumn {
  heading: string
  /** A spreadsheet's number format. */
  format?: string | undefined
}

/** Takes rows one after the other and holds none of them. */
interface TableWriter {
  add(cells: readonly TableCell[]): Promise<void>
  end(): Promise<void>
}

async function xlsxWriter(file: string, name: string, columns: readonly TableColumn[]): Promise<TableWriter> {
  const stream = createWriteStream(file)
  const book = new Excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet(name.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
  })
  sheet.columns = columns.map(column => ({
    header: column.heading,
    width: Math.min(40, Math.max(12, [...column.heading].length * 2 + 4)),
    ...(column.format ? { style: { numFmt: column.format } } : {}),
  }))
  sheet.getRow(1).font = { bold: true }
  sheet.getRow(1).commit()
  return {
    add: async cells => {
      sheet.addRow([...cells]).commit()
      // The archive is packed behind a stream: wait, or all rows pile up in memory.
      if (stream.writableNeedDrain) await once(stream, 'drain')
    },
    end: async () => {
      await book.commit()
    },
  }
}

async function csvWriter(file: string, columns: readonly TableColumn[]): Promise<TableWriter> {
  const stream = createWriteStream(file)
  const write = async (line: string) => {
    if (!stream.write(line)) await once(stream, 'drain')
  }
  // The mark by which Excel knows UTF-8.
  await write(`\ufeff${columns.map(column => csvCell(column.heading)).join(',')}\r\n`)
  return {
    add: cells => write(`${cells.map(csvCell).join(',')}\r\n`),
    end: async () => {
      stream.end()
      await once(stream, 'close')
    },
  }
}

/** Writes a table through a file of its own and answers its bytes; `fill` adds the rows. */
export async function writeTable(
  format: TableFormat,
  name: string,
  columns: readonly TableColumn[],
  fill: (add: TableWriter['add']) => Promise<void>,
): Promise<Buffer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gonghai-table-'))
  try {
    const file = path.join(folder, `table.${format}`)
    const writer = format === 'xlsx' ? await xlsxWriter(file, name, columns) : await csvWriter(file, columns)
    await fill(writer.add)
    await writer.end()
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
