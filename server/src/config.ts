import path from 'node:path'
import { z } from 'zod'

const services = ['web', 'bot', 'worker'] as const
export type Service = (typeof services)[number]

const flag = z.enum(['true', 'false']).transform(text => text === 'true')

const schema = z.object({
  GONGHAI_MODE: z.enum(['sandbox', 'production']).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  GONGHAI_DATA_DIR: z.string().min(1).default('.gonghai'),
  HOST: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SERVICES: z
    .string()
    .default(services.join(','))
    .transform(text => text.split(',').map(word => word.trim()))
    .pipe(z.array(z.enum(services)).min(1)),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(4).max(500).default(20),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
  GONGHAI_SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  FILE_STORE_DIR: z.string().min(1).optional(),
  ADMIN_IDENTITIES: z
    .string()
    .default('')
    .transform(text =>
      text
        .split(',')
        .map(word => word.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(/^(wecom|dingtalk):.+$/, 'must look like wecom:zhangsan'))),
  METRICS_TOKEN: z.string().min(16).optional(),
  TRUST_PROXY: flag.default(false),
  POOL_GATHER_SECONDS: z.coerce.number().int().min(0).max(3600).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Everything that can be set from outside, read and checked once at the start. */
export interface Config {
  mode: 'sandbox' | 'production'
  /** Absent: the embedded PostgreSQL is used. */
  databaseUrl: string | undefined
  dataDir: string
  host: string
  port: number
  /** How browsers reach this server, without a trailing slash; absent: made from host and port. */
  publicUrl: string | undefined
  services: ReadonlySet<Service>
  connections: number
  workerConcurrency: number
  /** Encrypts platform tokens and signs cursors and file addresses; absent: made once and kept in the data folder. */
  secretKey: string | undefined
  fileDir: string
  adminIdentities: string[]
  metricsToken: string | undefined
  trustProxy: boolean
  /** How long new pool records are gathered before members hear of them (decision 19). */
  poolGatherSeconds: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** A wrong or missing variable. The message names it and says what it should be, never its value. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Reads the configuration. @throws ConfigError naming every wrong variable */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  const value = parsed.data
  const mode = value.GONGHAI_MODE ?? (value.DATABASE_URL ? 'production' : 'sandbox')
  const dataDir = path.resolve(value.GONGHAI_DATA_DIR)
  if (mode === 'production' && !value.PUBLIC_URL)
    throw new ConfigError('PUBLIC_URL: needed in production mode')
  if (mode === 'production' && !value.GONGHAI_SECRET_KEY) {
    throw new ConfigError('GONGHAI_SECRET_KEY: needed in production mode (32 random characters or more)')
  }
  if (mode === 'sandbox' && value.HOST && !isLoopback(value.HOST)) {
    throw new ConfigError('HOST: the sandbox listens on this machine only (127.0.0.1)')
  }
  return {
    mode,
    databaseUrl: value.DATABASE_URL,
    dataDir,
    host: value.HOST ?? (mode === 'sandbox' ? '127.0.0.1' : '0.0.0.0'),
    port: value.PORT,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, ''),
    services: new Set(value.SERVICES),
    connections: value.DATABASE_CONNECTIONS,
    workerConcurrency: value.WORKER_CONCURRENCY,
    secretKey: value.GONGHAI_SECRET_KEY,
    fileDir: path.resolve(value.FILE_STORE_DIR ?? path.join(dataDir, 'files')),
    adminIdentities: value.ADMIN_IDENTITIES,
    metricsToken: value.METRICS_TOKEN,
    trustProxy: value.TRUST_PROXY,
    poolGatherSeconds: value.POOL_GATHER_SECONDS ?? (mode === 'sandbox' ? 3 : 120),
    logLevel: value.LOG_LEVEL,
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
