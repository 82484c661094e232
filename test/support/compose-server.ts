import {
  createReactions,
  createReadServices,
  type DirectoryDeps,
  guards,
  handlers,
} from '@gonghai/server/areas/index'
import type { Config } from '@gonghai/server/config'
import { type Database, openDatabase } from '@gonghai/server/db/database'
import { localFileStore } from '@gonghai/server/files/local-store'
import { composeApp } from '@gonghai/server/http/compose'
import { type Door, openDoor } from '@gonghai/server/http/listen'
import { Metrics } from '@gonghai/server/http/metrics'
import type { Clock } from '@gonghai/server/kernel/clock'
import { createExecute, type Execute } from '@gonghai/server/kernel/execute'
import type { ReactionDeps } from '@gonghai/server/kernel/reactions'
import { createMessenger } from '@gonghai/server/messaging/messenger'
import type { OperationDeps } from '@gonghai/server/operations/operation'
import type { ReadServices } from '@gonghai/server/records/reader'
import { deriveKey } from '@gonghai/server/secret'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import type Router from '@koa/router'
import type Koa from 'koa'

export const timeZone = 'Asia/Shanghai'

/** Every process of one test shares it, as those of one deployment do. */
export const secret = 'a-secret-of-at-least-thirty-two-characters'

/** A server as `main.ts` composes it, on a free port of this machine. */
export interface ComposedServer {
  url: string
  db: Database
  execute: Execute
  services: ReadServices
  reactions: ReactionDeps
  /** What directories are read with. */
  directory: DirectoryDeps
  operations: OperationDeps
  door: Door
  /** Every route that is served, as `METHOD path`. */
  routes(): string[]
  close(): Promise<void>
}

export interface ComposeServerOptions {
  databaseUrl: string
  clock: Clock
  log: Logger
  platforms?: ReadonlyMap<PlatformName, ChatPlatform>
  fileDir?: string
  config?: Partial<Config>
  ready?(): boolean
}

const base: Config = {
  mode: 'production',
  databaseUrl: undefined,
  dataDir: '',
  host: '127.0.0.1',
  port: 0,
  publicUrl: undefined,
  services: new Set(['web']),
  connections: 12,
  workerConcurrency: 2,
  secretKey: secret,
  fileDir: '',
  adminIdentities: [],
  metricsToken: undefined,
  trustProxy: false,
  poolGatherSeconds: 120,
  logLevel: 'silent',
}

/** What the routers behind an app serve; HEAD comes along with every GET. */
function routesOf(app: Koa): string[] {
  const routers = app.middleware.flatMap(one => ('router' in one ? [one.router as Router] : []))
  return routers
    .flatMap(router => router.stack)
    .flatMap(({ methods, path }) => methods.filter(one => one !== 'HEAD').map(one => `${one} ${path}`))
}

/** Puts one web process together and opens its door. */
export async function composeServer(options: ComposeServerOptions): Promise<ComposedServer> {
  const { clock, log, platforms = new Map() } = options
  const config: Config = { ...base, fileDir: options.fileDir ?? '', ...options.config }
  const db = openDatabase({
    url: options.databaseUrl,
    connections: config.connections,
    onError: error => log.warn({ error: error.message }, 'a database connection was lost'),
  })
  const door = await openDoor({ host: config.host, port: 0, flexible: true })
  const publicUrl = config.publicUrl ?? `http://127.0.0.1:${door.port}`
  const messenger = createMessenger({ clock, platforms: [...platforms.keys()], baseUrl: publicUrl })
  const following = createReactions({ poolGatherSeconds: config.poolGatherSeconds })
  const heard = new Set(following.reactions.flatMap(reaction => reaction.on))
  const execute = createExecute({ db, clock, timeZone, handlers, guards, heard })
  const services = createReadServices({ clock, timeZone, cursorKey: deriveKey(secret, 'cursor') })
  const app = composeApp({
    config,
    db,
    clock,
    log,
    metrics: new Metrics(db),
    secret,
    execute,
    services,
    messenger,
    platforms,
    corpIds: {},
    publicUrl,
    hosts: [`127.0.0.1:${door.port}`],
    ready: options.ready ?? (() => true),
  })
  door.serve(app.callback())
  return {
    url: `http://127.0.0.1:${door.port}`,
    db,
    execute,
    services,
    reactions: { db, clock, messenger, ...following },
    operations: { db, clock, log, execute, services, messenger, store: localFileStore(config.fileDir) },
    directory: { db, clock, platforms, execute, log },
    door,
    routes: () => routesOf(app),
    async close() {
      await door.close()
      await db.close()
    },
  }
}
