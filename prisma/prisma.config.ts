import { defineConfig } from 'prisma/config'

// Generating needs no native engine but looks for one, and it cannot be downloaded everywhere. Any program will do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'schema', migrations: { path: 'migrations' } })
