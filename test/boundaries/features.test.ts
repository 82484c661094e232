import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { repositoryRoot } from '@gonghai/server/db/root'

const idPattern = /\b(?:POOL|CUST|SALES|SERV|PORTAL|CHAT|APPR|WORK|MKT|INS|SET)-\d+\b/g

/** Titles of tests are the only places where an id counts: a comment proves nothing. */
const titlePattern =
  /(?:\btest|\bit|\bdescribe|\bbrowserTest)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:(?!\1)[\s\S])*)\1/g

async function testFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(
      entry =>
        entry.isFile() && /\.test\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map(entry => path.join(entry.parentPath, entry.name))
}

async function idsInTitles(): Promise<Set<string>> {
  const found = new Set<string>()
  for (const file of await testFiles(path.join(repositoryRoot, 'test'))) {
    const text = await readFile(file, 'utf8')
    for (const [, , title = ''] of text.matchAll(titlePattern)) {
      for (const [id] of title.matchAll(idPattern)) found.add(id)
    }
  }
  return found
}

interface FeatureRow {
  id: string
  places: string[]
}

async function featureRows(): Promise<FeatureRow[]> {
  const text = await readFile(path.join(repositoryRoot, 'docs/features.md'), 'utf8')
  const rows = text.split('\n').filter(line => /^\| [A-Z]+-\d+ \|/.test(line))
  return rows.map(row => {
    const [, id = '', , where = ''] = row.split('|').map(cell => cell.trim())
    return { id, places: [...where.matchAll(/`([^`]+)`/g)].map(([, place]) => place!) }
  })
}

test('features table: every id in it is named by a test, and every id that a test names stands in it', async () => {
  const listed = new Set((await featureRows()).map(row => row.id))
  const tested = await idsInTitles()
  expect([...listed].filter(id => !tested.has(id))).toEqual([])
  expect([...tested].filter(id => !listed.has(id))).toEqual([])
})

test('features table: every place that it names exists', async () => {
  const rows = await featureRows()
  expect(rows.length).toBeGreaterThan(0)
  const missing = rows.flatMap(row =>
    row.places.filter(place => !existsSync(path.join(repositoryRoot, place))),
  )
  expect(missing).toEqual([])
})
