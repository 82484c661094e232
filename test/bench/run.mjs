// npm run bench [-- --quick] [--customers 1000000] [--only claims,lists,searches,sweep,callbacks] [--keep <folder>] [--before <folder of another build>] [--profile <folder>]
// Everything that it needs, the measures, the table; nothing is left behind, except what is to be kept.
import { parseArgs } from 'node:util'
import { endWith, prepare, prepareServer } from '../../server/scripts/prepare.mjs'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'claims,lists,searches,callbacks,sweep' },
    rounds: { type: 'string' },
    customers: { type: 'string' },
    keep: { type: 'string' },
    before: { type: 'string' },
    profile: { type: 'string' },
  },
})

const undo = []
async function cleanUp() {
  for (const step of undo.splice(0).reverse()) await step().catch(error => console.error(error))
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => cleanUp().finally(() => process.exit(1)))
}

try {
  await prepare()
  await prepareServer()
  const { loadTypeScript } = await import('../../server/scripts/build.mjs')
  const { scratchCluster } = await import('../../server/scripts/scratch-cluster.mjs')
  const { bench } = await loadTypeScript('test/bench/bench.ts')
  // Commits reach the disk, as in production.
  const cluster = await scratchCluster({ fsync: true, keep: values.keep })
  undo.push(cluster.stop)
  await bench({
    databaseUrl: cluster.url,
    smallUrl: await cluster.another('bench_small'),
    rounds: Number(values.rounds ?? (values.quick ? 3 : 9)),
    customers: Number(values.customers ?? (values.quick ? 20_000 : 1_000_000)),
    only: new Set(values.only.split(',')),
    before: values.before,
    profile: values.profile,
    atEnd: step => undo.push(step),
  })
} catch (error) {
  await cleanUp()
  endWith(error)
}
await cleanUp()
// Sockets kept open for the next request would keep the process waiting.
process.exit(0)
