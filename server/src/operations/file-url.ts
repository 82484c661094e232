import type { Sql } from '../db/database'
import { signFileUrl } from '../files/signed-url'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { ownOperation } from './view'

/** A signed address of the file that an operation left, for whoever started it. @throws Refusal notFound */
export async function operationFileUrl(
  sql: Sql,
  key: Buffer,
  actor: EmployeeActor,
  id: string,
  now: Date,
): Promise<string> {
  const { result } = await ownOperation(sql, actor, id)
  const file = result?.file as { id: string; fileName: string } | undefined
  return file ? signFileUrl(key, file.id, file.fileName, now) : refuse('notFound')
}
