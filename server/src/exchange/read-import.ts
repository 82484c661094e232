import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Value } from '@gonghai/shared/client/api'
import { translator } from '@gonghai/shared/i18n'
import type { Field, Fields, ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../access/context'
import { actorOf } from '../auth/sessions'
import type { EmployeeActor } from '../kernel/actor'
import type { Operation, OperationDeps } from '../operations/operation'
import { matchKeys } from '../records/match-keys'
import { typedNumbers } from '../records/meta'
import { findNames, type Named, oneNamed } from './find-names'
import { importFields, matchHeadings } from './import-columns'
import { type ImportItem, importColumns, importInput, importLimit, ownerColumn } from './import-input'
import { type CellValue, cellParser, cellText } from './parse-cell'
import { type Cell, readTable, TableError } from './read-table'
import { findStanding } from './standing'
import { TableWords } from './words'

/** Rows whose names are looked up together. */
const batchSize = 500

/** A row on its way to an item. */
interface Draft {
  line: number
  cells: Record<string, string>
  given: Record<string, CellValue>
  issues: string[]
}

interface Column {
  heading: string
  name: string
  field: Field
  parse(cell: Cell): CellValue
}

/** What the rows of one file have in common. */
interface Reading {
  deps: OperationDeps
  operation: Operation
  actor: EmployeeActor
  object: ObjectDeclaration
  words: TableWords
  columns: (Column | null)[]
  headings: string[]
  /** Numbers may be typed by hand: one that no record has makes a record. */
  typed: boolean
  /** Line by key of what must not come twice in one file. */
  seen: Map<string, number>
}

async function withFile<T>(
  deps: OperationDeps,
  operation: Operation,
  work: (file: string, kind: 'xlsx' | 'csv') => Promise<T>,
) {
  const { file, fileName } = importInput(operation)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gonghai-import-'))
  try {
    const target = path.join(folder, 'table')
    await writeFile(target, await deps.store.read(file))
    return await work(target, /\.xlsx$/i.test(fileName) ? 'xlsx' : 'csv')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function columnsOf(
  actor: EmployeeActor,
  object: ObjectDeclaration,
  fields: Fields,
  matched: { heading: string; field: string | null }[],
): (Column | null)[] {
  return matched.map(({ heading, field: name }) => {
    const field = name ? fields[name] : undefined
    const parse = name && field && cellParser(object, name, field, actor.timeZone)
    return name && field && parse ? { heading, name, field, parse } : null
  })
}

function draftOf({ columns, headings }: Reading, cells: Cell[], line: number): Draft {
  const draft: Draft = { line, cells: {}, given: {}, issues: [] }
  for (const [index, heading] of headings.entries()) {
    const text = cellText(cells[index] ?? null)
    if (text === '') continue
    draft.cells[heading] = text
    const column = columns[index]
    if (column) draft.given[column.name] = column.parse(cells[index] ?? null)
  }
  return draft
}

const namesOf = (value: CellValue): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? 'name' in value
      ? [String(value.name)]
      : ((value as { names: string[] }).names ?? [])
    : []

const targetOf = (field: Field) =>
  field.kind === 'people' ? 'employee' : field.kind === 'tags' ? 'tag' : field.target

/** Puts ids in place of names; what is unclear stands in the row's issues. */
async function resolve(reading: Reading, drafts: readonly Draft[]): Promise<void> {
  const { columns, deps, actor, words } = reading
  for (const column of columns) {
    const target = column && targetOf(column.field)
    if (!column || !target) continue
    const wanted = drafts.flatMap(draft => namesOf(draft.given[column.name] ?? null))
    const named = await findNames(deps.db, actor, target, wanted)
    for (const draft of drafts) {
      const value = draft.given[column.name]
      if (value === undefined) continue
      const ids = namesOf(value).flatMap(name => idOf(words, named, name, column, draft))
      draft.given[column.name] = 'name' in (value as object) ? (ids[0] ?? null) : ids
    }
  }
}

function idOf(words: TableWords, named: Named, name: string, column: Column, draft: Draft): string[] {
  const found = oneNamed(named, name)
  if (typeof found === 'object') return [found.id]
  draft.issues.push(words.t(`exchange.unclear.${found}`, { heading: column.heading, name }))
  return []
}

/** A row that goes into a pool has an owner only where its starter may assign there. */
function demandAssigner({ operation, actor, words }: Reading, { given, issues }: Draft): void {
  const { [ownerColumn]: owner, pool = importInput(operation).pool } = given
  const { access } = actor
  if (typeof owner !== 'string' || typeof pool !== 'string') return
  if (can(access, { object: 'pool', verb: 'directAssign' })) return
  const reaches = access.adminPools.includes(pool) || [access.employeeId, ...access.reports].includes(owner)
  const may = can(access, { object: 'pool', verb: 'assign' }) && reaches
  if (!may) issues.push(words.t('exchange.noAssigner'))
}

/** The same company, tax number or number of its own twice in one file. */
function repeats({ object, seen, words, operation }: Reading, draft: Draft): void {
  const { number } = draft.given
  const keys: { kind: string; value: string }[] =
    typeof number === 'string' ? [{ kind: 'number', value: number }] : []
  if (importInput(operation).onDuplicate === 'refuse') {
    const matched = matchKeys(object, draft.given as Record<string, Value>)
    keys.push(...matched.filter(({ kind }) => kind === 'company' || kind === 'taxNumber'))
  }
  for (const { kind, value } of keys) {
    const before = seen.get(`${kind}:${value}`)
    if (before === undefined) seen.set(`${kind}:${value}`, draft.line)
    else
      draft.issues.push(
        words.t(`exchange.${kind === 'number' ? 'numberRepeated' : 'repeated'}`, { line: before }),
      )
  }
}

interface ItemRow {
  position: number
  title: string
  input: ImportItem
  state: 'waiting' | 'refused'
  code: string | null
  message: string | null
}

async function itemsOf(reading: Reading, drafts: Draft[], from: number): Promise<ItemRow[]> {
  const { object, deps, actor, operation, words } = reading
  await resolve(reading, drafts)
  const standing = await findStanding(
    deps.db,
    actor,
    object,
    drafts.map(draft => draft.given),
    importInput(operation).onDuplicate === 'update',
  )
  return drafts.map((draft, index) => {
    const { [ownerColumn]: owner, number, ...values } = draft.given
    const isOwn = standing[index] === 'none' && reading.typed
    const found = isOwn ? undefined : standing[index]
    if (isOwn) values.number = number!
    if (found === 'several') draft.issues.push(words.t('exchange.severalStand'))
    if (found === 'none') draft.issues.push(words.t('exchange.noneStands'))
    if (!found) {
      repeats(reading, draft)
      demandAssigner(reading, draft)
    }
    const update = typeof found === 'object' ? { update: found } : {}
    const isWrong = draft.issues.length > 0
    return {
      position: from + index,
      title: String(draft.given[object.title] ?? '').slice(0, 200),
      input: {
        line: draft.line,
        cells: draft.cells,
        values: values as ImportItem['values'],
        ...(typeof owner === 'string' ? { owner } : {}),
        ...update,
      },
      state: isWrong ? 'refused' : 'waiting',
      code: isWrong ? 'invalidInput' : null,
      message: isWrong ? draft.issues.join('；') : null,
    }
  })
}

async function keepItems({ deps, operation }: Reading, rows: readonly ItemRow[]): Promise<void> {
  await deps.db.query(
    `insert into operation_item (operation_id, position, title, input, state, code, message)
     select $1::uuid, i.position, i.title, i.input, i.state, i.code, i.message from jsonb_to_recordset($2::jsonb)
       as i(position int, title text, input jsonb, state text, code text, message text)`,
    [operation.id, JSON.stringify(rows)],
  )
}

async function fail({ db }: OperationDeps, operation: Operation, failure: string): Promise<false> {
  await db.query(
    `update operation set input = input || jsonb_build_object('failure', $2::text) where id = $1::uuid`,
    [operation.id, failure],
  )
  return false
}

async function begin(deps: OperationDeps, operation: Operation, heading: Cell[]): Promise<Reading | string> {
  const actor = await actorOf(deps.db, operation.employee_id, 'import')
  const object = actor.access.catalogue.find(importInput(operation).object)!
  const words = new TableWords(actor.locale, object)
  const fields = importFields(actor, object)
  const headings = heading.map(cellText)
  const matched = matchHeadings(object, fields, headings)
  const known = new Set(matched.map(column => column.field))
  const missing = Object.entries(fields)
    .filter(([name, field]) => field.required && field.initial === undefined && !known.has(name))
    .map(([name, field]) => words.heading(name, object.fields[name] ?? field))
  // Rows that name a record by its number change it, and need bring only what they change.
  if (missing.length > 0 && !known.has('number')) {
    return words.t('exchange.fault.missing', { headings: missing.join('、') })
  }
  await deps.db.query(
    `update operation set input = input || jsonb_build_object('columns', $2::jsonb) where id = $1::uuid`,
    [operation.id, JSON.stringify(matched)],
  )
  const columns = columnsOf(actor, object, fields, matched)
  const typed = known.has('number') && (await typedNumbers(deps.db)).has(object.name)
  return { deps, operation, actor, object, words, columns, headings, typed, seen: new Map() }
}

/** Reads the whole table into items; cut off, it begins again. @returns whether it could be read */
export async function readImport(deps: OperationDeps, operation: Operation): Promise<boolean> {
  await deps.db.query('delete from operation_item where operation_id = $1::uuid', [operation.id])
  const t = translator((await actorOf(deps.db, operation.employee_id, 'import')).locale)
  let [position, line, wrong] = [0, 0, 0]
  let reading: Reading | undefined
  try {
    const fault = await withFile(deps, operation, async (file, kind) => {
      let drafts: Draft[] = []
      const flush = async (at: Reading) => {
        const rows = await itemsOf(at, drafts, position)
        await keepItems(at, rows)
        position += rows.length
        wrong += rows.filter(row => row.state === 'refused').length
        drafts = []
      }
      for await (const cells of readTable(file, kind, { rows: importLimit + 1, columns: importColumns })) {
        line += 1
        if (!reading) {
          const begun = await begin(deps, operation, cells)
          if (typeof begun === 'string') return begun
          reading = begun
          continue
        }
        drafts.push(draftOf(reading, cells, line))
        if (drafts.length === batchSize) await flush(reading)
      }
      if (reading && drafts.length > 0) await flush(reading)
      return position === 0 ? t('exchange.fault.empty') : undefined
    })
    if (fault) return fail(deps, operation, fault)
  } catch (error) {
    if (!(error instanceof TableError)) throw error
    return fail(
      deps,
      operation,
      t(`exchange.fault.${error.fault}`, { rows: importLimit, columns: importColumns }),
    )
  }
  await deps.db.query(
    `update operation set total = $2::int, done = $3::int, failed = $3::int where id = $1::uuid`,
    [operation.id, position, wrong],
  )
  return true
}
