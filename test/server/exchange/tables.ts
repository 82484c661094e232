import Excel from 'exceljs'
import type { Answered, TestServer } from '../../support/server'
import type { Person } from '../records/company'

type Cell = string | number | boolean | Date | null

/** An XLSX file with these rows. */
export async function xlsx(rows: readonly Cell[][]): Promise<Buffer> {
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('表')
  for (const row of rows) sheet.addRow(row)
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** The rows of an XLSX file as one sees them. */
export async function rowsOf(bytes: Buffer, name?: string): Promise<unknown[][]> {
  const book = new Excel.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  const sheet = name ? book.getWorksheet(name)! : book.worksheets[0]!
  const rows: unknown[][] = []
  sheet.eachRow({ includeEmpty: false }, row => {
    rows.push((row.values as unknown[]).slice(1).map(cell => cell ?? null))
  })
  return rows
}

/** Uploads a file as somebody. @returns its id */
export async function upload(
  server: TestServer,
  person: Person,
  bytes: Buffer,
  name = '客户.xlsx',
): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const { body } = await server.send('/api/files', {
    method: 'POST',
    headers: { Authorization: `Bearer ${await server.token(person)}` },
    body: form,
  })
  return body.id as string
}

/** Fetches a file by its signed address. */
export async function download(server: TestServer, url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(server.url + url)).arrayBuffer())
}

/** Starts an import of a table and waits until it has been checked. */
export async function checked(
  server: TestServer,
  person: Person,
  rows: readonly Cell[][],
  options: Record<string, unknown> = {},
): Promise<Answered> {
  const file = await upload(server, person, await xlsx(rows))
  const started = await server.post(person, '/api/imports', { object: 'customer', file, ...options })
  if (started.status !== 202) return started
  await server.runJobs()
  return server.get(person, `/api/imports/${started.body.import.operation.id}`)
}
