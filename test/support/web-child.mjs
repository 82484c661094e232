// A web process of its own over a test's database, for tests that need more than one. Argument: the database's address.
// Prints one line of JSON with its address, then serves until it is killed.
import { loadTypeScript } from '../../server/scripts/build.mjs'

const [, , databaseUrl] = process.argv
const { composeServer } = await loadTypeScript('test/support/compose-server.ts')
const { TestClock } = await loadTypeScript('test/support/test-clock.ts')

const silent = () => undefined
const log = {
  debug: silent,
  info: silent,
  warn: silent,
  error: (fields, text) => console.error(text, fields),
}
const { url } = await composeServer({ databaseUrl, clock: new TestClock(), log })
console.log(JSON.stringify({ url }))
