import path from 'node:path'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import type { SandboxPage } from '@gonghai/shared/ports/sandbox'
import type Koa from 'koa'
import type { Middleware } from 'koa'
import type { Config } from '../config'
import type { Database } from '../db/database'
import { repositoryRoot } from '../db/root'
import { localFileStore } from '../files/local-store'
import type { Clock } from '../kernel/clock'
import type { Execute } from '../kernel/execute'
import type { Messenger } from '../messaging/messenger'
import type { ReadServices } from '../records/reader'
import { deriveKey } from '../secret'
import { companyTimeZone } from '../start-up'
import { accessRoutes } from './access-routes'
import { apiRoutes } from './api-routes'
import { createApp } from './app'
import { authRoutes } from './auth-routes'
import { clockRoutes } from './clock-routes'
import { customerRoutes } from './customer-routes'
import { duplicateRoutes } from './duplicate-routes'
import { exchangeRoutes } from './exchange-routes'
import { fileRoutes, signedFiles } from './file-routes'
import { followerRoutes } from './follower-routes'
import { healthRoutes } from './health-routes'
import type { Metrics } from './metrics'
import { serveMiniapp } from './miniapp'
import { numberRoutes } from './number-routes'
import { openRoutes } from './open-routes'
import { operationRoutes } from './operation-routes'
import { organisationRoutes } from './organisation-routes'
import { portalRoutes } from './portal-routes'
import { relationRoutes } from './relation-routes'
import { reviewRoutes } from './review-routes'
import { securityRoutes } from './security-routes'
import { serviceRoutes } from './service-routes'
import { settingsRoutes } from './settings-routes'
import { tableRoutes } from './table-routes'

/** Everything that the HTTP door of one process is made of. */
export interface ComposeOptions {
  config: Config
  db: Database
  clock: Clock
  log: Logger
  metrics: Metrics
  secret: string
  execute: Execute
  services: ReadServices
  messenger: Messenger
  platforms: ReadonlyMap<PlatformName, ChatPlatform>
  corpIds: Readonly<Partial<Record<PlatformName, string>>>
  publicUrl: string
  /** `host:port` by which the sandbox may be called. */
  hosts: readonly string[]
  ready(): boolean
  /** Callbacks of the platforms, where this process is a bot. */
  callbacks?: Middleware
  sandbox?: SandboxPage
}

/** The HTTP door of this process: the web's routes where it is a web process, health everywhere. */
export function composeApp(options: ComposeOptions): Koa {
  const { config, db, clock, log, metrics, secret, platforms, publicUrl, sandbox } = options
  const web = config.services.has('web')
  const files = { db, clock, store: localFileStore(config.fileDir), key: deriveKey(secret, 'file') }
  const health = healthRoutes({
    sql: db,
    metrics,
    metricsToken: config.metricsToken,
    proxied: config.trustProxy,
    ready: options.ready,
  })
  const url = () => publicUrl
  const { execute, services, messenger } = options
  const operations = { db, clock, log, execute, services, messenger, store: files.store, key: files.key }
  const auth = { db, clock, platforms, mode: config.mode, publicUrl: url, corpIds: options.corpIds }
  const api = { db, clock, execute: options.execute, services: options.services, platforms, publicUrl: url }
  const folder = path.join(repositoryRoot, 'miniapp/dist/h5')
  return createApp({
    sql: db,
    clock,
    log,
    metrics,
    trustProxy: config.trustProxy,
    admit: Math.max(2, config.connections - 6),
    ...(config.mode === 'sandbox' ? { hosts: () => options.hosts } : {}),
    frames: sandbox?.origins ?? [],
    open: web ? [health, openRoutes(), authRoutes(auth), signedFiles(files)] : [health],
    api: web
      ? [
          apiRoutes(api),
          operationRoutes(operations),
          exchangeRoutes(operations),
          duplicateRoutes({ db }),
          numberRoutes({ db, clock, timeZone: companyTimeZone }),
          serviceRoutes(files),
          reviewRoutes({ db, clock }),
          clockRoutes({ db, clock }),
          customerRoutes({ db, clock, services: options.services }),
          followerRoutes({ db, platforms }),
          organisationRoutes({ db, platforms }),
          securityRoutes({ db, clock, publicUrl: url }),
          settingsRoutes({ db }),
          accessRoutes(operations),
          tableRoutes(files),
          relationRoutes({ db, services }),
          fileRoutes(files),
        ]
      : [],
    portal: web ? [portalRoutes({ ...files, execute: options.execute, platforms, publicUrl: url })] : [],
    ...(options.callbacks ? { callbacks: options.callbacks } : {}),
    ...(sandbox ? { sandbox: sandbox.middleware as Middleware } : {}),
    ...(web
      ? { miniapp: serveMiniapp({ folder, ...(sandbox ? { sandboxScript: sandbox.script } : {}) }) }
      : {}),
  })
}
