// A process of its own that holds an embedded database, or migrates one, for tests that kill it.
// Arguments: hold <dataDir> | migrate <url>. Prints one line of JSON when it got there, then stays until killed.
import { loadTypeScript } from '../../server/scripts/build.mjs'

const [, , verb, target] = process.argv

const verbs = {
  hold: async () => {
    const { startEmbedded } = await loadTypeScript('server/src/db/embedded.ts')
    const { url } = await startEmbedded({ dataDir: target, log: () => undefined })
    return { url }
  },
  migrate: async () => {
    const { migrate } = await loadTypeScript('server/src/db/migrate.ts')
    return { applied: await migrate(target) }
  },
}

console.log(JSON.stringify(await verbs[verb]().catch(error => ({ error: error.message }))))
setInterval(() => undefined, 60_000)
