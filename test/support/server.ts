import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { directoryTasks } from '@gonghai/server/areas/index'
import { actorOf, openSession } from '@gonghai/server/auth/sessions'
import type { Config } from '@gonghai/server/config'
import type { Task } from '@gonghai/server/jobs/runner'
import { kernelTasks, operationTasks } from '@gonghai/server/jobs/tasks'
import type { Door, EmployeeActor, SystemActor } from '@gonghai/server/kernel/actor'
import type { JsonObject } from '@gonghai/server/kernel/context'
import { Refusal } from '@gonghai/server/kernel/errors'
import type { ActionDone } from '@gonghai/server/kernel/execute'
import type { ErrorBody } from '@gonghai/shared/errors'
import type { PlatformName } from '@gonghai/shared/ports/events'
import { runOnce, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import { v7 as uuid } from 'uuid'
import { type RecordingLog, recordingLog } from '../bot/platforms/support/recording-log'
import { type Company, insertCompany, insertRow, type Person } from '../server/records/company'
import { type ComposedServer, composeServer, timeZone } from './compose-server'
import { type TestDatabase, testDatabase } from './database'
import { type ScriptedPlatform, scriptedPlatform } from './scripted-platform'
import { TestClock } from './test-clock'

/** Who does something: a person of the company, or the system. */
export type Who = Person | 'system'

/** An HTTP answer, read to its end. */
export interface Answered {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
  text: string
}

/** What a call may carry besides its input. */
export interface CallOptions {
  key?: string
  token?: string
  headers?: Record<string, string>
}

export interface TestServer extends ComposedServer {
  database: TestDatabase
  clock: TestClock
  company: Company
  /** By the names that `insertCompany` gives. */
  people: Company['people']
  log: RecordingLog
  platforms: Map<PlatformName, ScriptedPlatform>
  /** Where uploaded files lie. */
  fileDir: string
  /** Any request, exactly as given. */
  send(path: string, init?: RequestInit): Promise<Answered>
  /** A bearer token; a session is opened once per person and kept. */
  token(person: Person): Promise<string>
  /** POST /api/actions/:action over HTTP. */
  call(person: Person, action: string, input: unknown, options?: CallOptions): Promise<Answered>
  get(person: Person, path: string): Promise<Answered>
  post(person: Person, path: string, body: unknown): Promise<Answered>
  /** The same call without HTTP; throws the refusal. */
  run(who: Who, action: string, input: unknown, options?: { key?: string; door?: Door }): Promise<ActionDone>
  /** The refusal that a call answers with; fails when it is none. */
  refusal(who: Who, action: string, input: unknown): Promise<Refusal>
  /** Runs our own jobs until none is left that is due, with the timers of this test's clock. */
  runJobs(): Promise<void>
  /** Rows of a statement. */
  rows<T = Record<string, unknown>>(text: string, params?: unknown[]): Promise<T[]>
  stop(): Promise<void>
}

export interface ServerOptions {
  config?: Partial<Config>
  /** With an official account: customers are on. */
  official?: boolean
}

const quiet = new WorkerLogger(() => () => undefined)

/** A database of its own, a small company, and a web process with scripted platforms; `stop` it in `afterAll`. */
export async function testServer(options: ServerOptions = {}): Promise<TestServer> {
  const database = await testDatabase()
  const clock = new TestClock()
  const log = recordingLog()
  const fileDir = await mkdtemp(path.join(os.tmpdir(), 'gonghai-files-'))
  const platforms = new Map<PlatformName, ScriptedPlatform>([
    ['wecom', scriptedPlatform('wecom')],
    ['dingtalk', scriptedPlatform('dingtalk')],
  ])
  if (options.official) platforms.set('wechat', scriptedPlatform('wechat'))
  const server = await composeServer({
    databaseUrl: database.url,
    clock,
    log,
    platforms,
    fileDir,
    config: options.config ?? {},
  })
  const { db } = server
  const company = await insertCompany(db)
  const tokens = new Map<string, string>()

  const send: TestServer['send'] = async (address, init = {}) => {
    const response = await fetch(server.url + address, { redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
  }
  const token: TestServer['token'] = async person => {
    const known = tokens.get(person.id)
    if (known) return known
    const opened = await openSession(db, { employeeId: person.id, platform: 'wecom' }, clock.now())
    tokens.set(person.id, opened.token)
    return opened.token
  }
  const signed = async (person: Person, given: CallOptions = {}) => ({
    Authorization: `Bearer ${given.token ?? (await token(person))}`,
    ...(given.key ? { 'Idempotency-Key': given.key } : {}),
    ...given.headers,
  })
  const post = async (person: Person, address: string, body: unknown, given: CallOptions = {}) =>
    send(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(await signed(person, given)) },
      body: JSON.stringify(body),
    })
  const actorFor = async (who: Who, door: Door): Promise<EmployeeActor | SystemActor> =>
    who === 'system' ? { kind: 'system', locale: 'zh-CN', timeZone, door } : actorOf(db, who.id, door)
  const run: TestServer['run'] = async (who, action, input, { key, door = 'http' } = {}) => {
    const call = { action, input, actor: await actorFor(who, door), requestId: uuid() }
    return server.execute(key ? { ...call, key } : call)
  }
  return {
    ...server,
    database,
    clock,
    company,
    people: company.people,
    log,
    platforms,
    fileDir,
    send,
    token,
    post,
    call: (person, action, input, given) => post(person, `/api/actions/${action}`, input, given),
    get: async (person, address) => send(address, { headers: await signed(person) }),
    run,
    refusal: async (who, action, input) => {
      const answer = await run(who, action, input).catch((error: unknown) => error)
      if (answer instanceof Refusal) return answer
      throw answer instanceof Error ? answer : new Error(`${action} was not refused`)
    },
    rows: (text, params) => db.query(text, params),
    runJobs: () => runJobs(server),
    async stop() {
      await server.close()
      await database.drop()
      await rm(fileDir, { recursive: true, force: true })
    },
  }
}

async function runJobs({ db, reactions, operations, directory }: ComposedServer): Promise<void> {
  const tasks: Record<string, Task> = {
    ...kernelTasks(reactions),
    ...operationTasks(operations),
    ...directoryTasks(directory),
  }
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload as never)]),
  ) as TaskList
  const work = () => runOnce({ pgPool: db.pool, taskList, noHandleSignals: true, logger: quiet })
  await work()
  await tasks.fireDue!({} as never)
  await work()
}

/** Links somebody on a chat platform. */
export async function linkIdentity(
  server: TestServer,
  person: Person,
  platform: 'wecom' | 'dingtalk',
  userId: string,
): Promise<void> {
  await insertRow(server.db, 'identity', { platform, user_id: userId, employee_id: person.id })
}

/** Without what differs between two answers that should look alike. */
export function withoutRequest(body: ErrorBody): Omit<ErrorBody, 'requestId'> {
  const { requestId: _requestId, ...rest } = body
  return rest
}

/** The id in a result. */
export const idOf = (done: ActionDone | { result: JsonObject }): string => String(done.result.id)
