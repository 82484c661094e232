import { randomBytes } from 'node:crypto'
import { loadAccess } from '@gonghai/server/access/context'
import { type Database, openDatabase, type Sql } from '@gonghai/server/db/database'
import type { EmployeeActor } from '@gonghai/server/kernel/actor'
import { Refusal } from '@gonghai/server/kernel/errors'
import { listRecords } from '@gonghai/server/records/list'
import type { ReadServices } from '@gonghai/server/records/reader'
import type { ListAnswer } from '@gonghai/shared/client/api'
import type { ErrorCode, FieldIssue } from '@gonghai/shared/errors'
import type { Locale } from '@gonghai/shared/i18n'
import { testDatabase } from '../../support/database'
import { at, type Person } from './company'

export const services: ReadServices = {
  clock: { now: () => new Date(at), offset: () => 0 },
  cursorKey: randomBytes(32),
  availability: [],
}

/** A database of the test file's own, closed and dropped by `close`. */
export async function openTestDatabase(): Promise<{ db: Database; close(): Promise<void> }> {
  const base = await testDatabase()
  const db = openDatabase({ url: base.url, connections: 4, onError: () => undefined })
  const close = async () => {
    await db.close()
    await base.drop()
  }
  return { db, close }
}

/** A person as the doors make an actor of them. */
export async function actorFor(sql: Sql, person: Person, locale: Locale = 'zh-CN'): Promise<EmployeeActor> {
  const access = await loadAccess(sql, person.id)
  return {
    kind: 'employee',
    employeeId: person.id,
    name: '',
    locale,
    timeZone: 'Asia/Shanghai',
    access,
    door: 'http',
  }
}

/** All pages of a list, one after the other. */
export async function allPages(
  sql: Sql,
  actor: EmployeeActor,
  object: string,
  query: Record<string, unknown>,
): Promise<ListAnswer[]> {
  const pages: ListAnswer[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listRecords(sql, actor, services, object, cursor ? { ...query, cursor } : query)
    pages.push(page)
    cursor = page.next
  }
  return pages
}

/** Ids of all records of a list, in order. */
export async function listedIds(
  sql: Sql,
  actor: EmployeeActor,
  object: string,
  query: Record<string, unknown> = {},
): Promise<string[]> {
  const pages = await allPages(sql, actor, object, { limit: 100, ...query })
  return pages.flatMap(page => page.rows.map(row => row.id))
}

/** The refusal that a call answers with. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: ErrorCode; fields: FieldIssue[] }> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, fields: error.fields }
    throw error
  }
  throw new Error('was not refused')
}

/** A connection that keeps what it was asked. */
export function recording(sql: Sql): Sql & { asked: { text: string; params: readonly unknown[] }[] } {
  const asked: { text: string; params: readonly unknown[] }[] = []
  return {
    asked,
    query: (text, params = []) => {
      asked.push({ text, params })
      return sql.query(text, params)
    },
  }
}
