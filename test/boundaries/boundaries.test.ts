import { repositoryRoot } from '@gonghai/server/db/root'
import { findViolations } from './find-violations'
import { readSources } from './read-sources'

const allowed: [file: string, text: string][] = [
  ['bot/src/delivery/send.ts', `import { cards } from '@gonghai/shared/cards'`],
  ['server/src/main.ts', `import { startBot } from '@gonghai/bot'`],
  ['server/src/main.ts', `const { startSandbox } = await import('@gonghai/bot/sandbox/start')`],
  ['bot/src/sandbox/start.ts', `import { page } from './page/index'`],
  ['server/src/areas/pool/actions.ts', `import { execute } from '../../kernel/execute'`],
  ['server/src/areas/index.ts', `import { poolActions } from './pool/actions'`],
  ['server/src/db/database.ts', `import { PrismaClient } from './generated/client'`],
  ['server/src/kernel/clock.ts', 'export const now = () => new Date()'],
  ['bot/src/platforms/call.ts', 'const at = new Date(text); const later = clock.now()'],
  ['server/src/db/embedded/run.ts', 'const started = performance.now()'],
  ['server/src/http/log.ts', `log.info('ready now (really)')`],
  ['prisma/migrations/1_init/migration.sql', '-- never now()\ncreate table a (at timestamptz not null);'],
]

const forbidden: [why: string, file: string, text: string][] = [
  ['shared imports a workspace', 'shared/src/cards.ts', `import type { X } from '@gonghai/server/kernel/x'`],
  ['the bot imports the server', 'bot/src/delivery/send.ts', `import { x } from '@gonghai/server/kernel/x'`],
  [
    'the bot reaches over by path',
    'bot/src/delivery/send.ts',
    `import { x } from '../../../server/src/kernel/x'`,
  ],
  ['the mini-app imports the bot', 'miniapp/src/app.tsx', `import { x } from '@gonghai/bot/x'`],
  ['the server imports the bot outside main', 'server/src/http/app.ts', `import { x } from '@gonghai/bot/x'`],
  ['a type is imported inline', 'bot/src/a.ts', `type X = import('@gonghai/server/kernel/x').X`],
  ['something is passed on', 'shared/src/a.ts', `export * from '@gonghai/bot/x'`],
  ['an area imports another', 'server/src/areas/pool/claim.ts', `import { x } from '../customers/x'`],
  ['a generic part imports an area', 'server/src/records/list.ts', `import { x } from '../areas/pool/x'`],
  [
    'the sandbox is loaded statically',
    'server/src/main.ts',
    `import { x } from '@gonghai/bot/sandbox/start'`,
  ],
  ['the sandbox is loaded elsewhere', 'bot/src/delivery/send.ts', `await import('../sandbox/start')`],
  ['a platform uses the sandbox', 'bot/src/platforms/call.ts', `import { x } from '../sandbox/x'`],
  [
    'Prisma is used outside db',
    'server/src/records/list.ts',
    `import { Prisma } from '../db/generated/client'`,
  ],
  ['zod gets into the mini-app', 'shared/src/actions/pool.ts', `import { z } from 'zod'`],
  ['new Date() in code', 'server/src/records/a.ts', 'const at = new Date()'],
  ['Date.now() in code', 'miniapp/src/a.ts', 'const at = Date.now()'],
  ['the database is asked', 'server/src/records/a.ts', 'sql.query(`update a set at = now() where id = $1`)'],
  ['the database is asked by word', 'server/src/records/a.ts', `sql.query('select CURRENT_TIMESTAMP')`],
  [
    'a migration has a default',
    'prisma/migrations/1_init/migration.sql',
    'alter table a add at timestamptz default now();',
  ],
  ['the schema has a default', 'prisma/schema/a.prisma', 'at DateTime @default(now())'],
]

describe('boundaries', () => {
  test('hold in the whole product', async () => {
    const sources = await readSources(repositoryRoot)
    expect(sources.length).toBeGreaterThan(100)
    expect(findViolations(sources)).toEqual([])
  })

  test.each(allowed)('allow in %s: %s', (file, text) => {
    expect(findViolations([{ file, text }])).toEqual([])
  })

  test.each(forbidden)('tell when %s', (_why, file, text) => {
    expect(findViolations([{ file, text }])).toHaveLength(1)
  })

  test('tell when the sandbox is imported twice', () => {
    const text = `await import('@gonghai/bot/sandbox/start')\nawait import('@gonghai/bot/sandbox/page')`
    expect(findViolations([{ file: 'server/src/main.ts', text }])).toHaveLength(1)
  })
})
