import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm'
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'
import { engineAdapter } from './engine-adapter'
import { repositoryRoot } from './root'

/** Where our migrations lie, a folder each. */
export const migrationsFolder = path.join(repositoryRoot, 'prisma', 'migrations')
const schemaFolder = path.join(repositoryRoot, 'prisma', 'schema')

/** Prisma's filter of tables that are none of its business; we have none. */
export const noFilters = { externalTables: [], externalEnums: [] }

/** Node has it; the type libraries in use do not name it. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
}

let ready: Promise<void> | undefined

/**
 * Runs `work` with Prisma's own schema engine, in WebAssembly because its native one cannot be downloaded
 * everywhere. `pool` comes from enginePool and stays the caller's. Where a script failed, throws PostgreSQL's error.
 */
export async function withSchemaEngine<T>(
  pool: pg.Pool,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  ready ??= instantiate()
  await ready
  const said: Error[] = []
  const adapter = bindMigrationAwareSqlAdapterFactory(engineAdapter(pool, error => said.push(error)))
  const datamodel = 'datasource db {\n  provider = "postgresql"\n}\n'
  const options = { datamodels: [['schema.prisma', datamodel]] as [string, string][] }
  const engine = await engineModule.SchemaEngine.new(options, () => undefined, adapter)
  try {
    return await work(engine)
  } catch (error) {
    throw said[0] ?? error
  } finally {
    engine.free()
  }
}

/** Reads migrations from a folder, oldest first, as the engine wants them. */
export async function readMigrations(folder = migrationsFolder): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(noFolderYet)
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.sort().map(name => readMigration(folder, name))),
  }
}

/** Reads every file of prisma/schema, as the engine wants them. */
export async function readSchema(): Promise<SchemasContainer> {
  const names = (await readdir(schemaFolder)).filter(name => name.endsWith('.prisma')).sort()
  const files = await Promise.all(
    names.map(async name => ({ path: name, content: await readFile(path.join(schemaFolder, name), 'utf8') })),
  )
  return { files }
}

async function readMigration(folder: string, name: string) {
  const value = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
}

function noFolderYet(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}

async function instantiate(): Promise<void> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const bytes = await readFile(path.join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engineModule })
  // Where the engine panics it tells this object first; without it the error says only "unreachable".
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: failWith } })
  engineModule.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

function failWith(message: string): never {
  throw new Error(`Prisma's schema engine failed: ${message}`)
}
