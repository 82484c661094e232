// npm test [-- files or jest options]: everything a test run needs, the run, and one last line that says how it went.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { endWith, prepare, prepareMiniapp, prepareServer } from '../../server/scripts/prepare.mjs'
import { root } from '../../server/scripts/root.mjs'

const args = process.argv.slice(2)
/** Tests that run the built product; the build is left out where the files asked for are none of these. */
const needBuild = ['e2e', 'faults']
const jestFile = path.join(root, 'node_modules/jest/bin/jest.js')

let jest
let asked
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    asked = signal
    jest?.kill(signal)
  })
}

try {
  await prepare()
  if (
    args.every(arg => arg.startsWith('-')) ||
    needBuild.some(name => args.some(arg => arg.includes(name)))
  ) {
    await prepareServer()
    await prepareMiniapp()
  }
  process.exitCode = await runOnCluster()
} catch (error) {
  endWith(error)
}

async function runOnCluster() {
  const { scratchCluster } = await import('../../server/scripts/scratch-cluster.mjs')
  const { makeTemplate } = await import('./make-template.mjs')
  const cluster = await scratchCluster()
  try {
    const template = await makeTemplate(cluster.url)
    return asked ? 1 : await runJest({ GONGHAI_TEST_CLUSTER: cluster.url, GONGHAI_TEST_TEMPLATE: template })
  } finally {
    await cluster.stop()
  }
}

async function runJest(env) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gonghai-results-'))
  const resultFile = path.join(folder, 'results.json')
  try {
    const code = await spawnJest(resultFile, env)
    return report(JSON.parse(await readFile(resultFile, 'utf8').catch(() => 'null')), code)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function spawnJest(resultFile, env) {
  const nodeFlags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
  const jestFlags = ['--config', 'test/jest.config.mjs', '--json', `--outputFile=${resultFile}`]
  jest = spawn(process.execPath, [...nodeFlags, jestFile, ...jestFlags, ...args], {
    cwd: root,
    // Workers of jest are processes of their own and read their flags from here.
    env: { ...process.env, ...env, NODE_ENV: 'test', NODE_OPTIONS: withFlags(nodeFlags) },
    // With --json jest repeats all results on stdout; what people read is on stderr.
    stdio: ['inherit', 'ignore', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    jest.once('error', reject)
    jest.once('close', (code, signal) => resolve(signal ? 1 : code))
  })
}

function withFlags(flags) {
  return [process.env.NODE_OPTIONS, ...flags].filter(Boolean).join(' ')
}

/** Prints the last line and gives the exit code; a file that could not run at all counts as one failure. */
function report(results, code) {
  const passed = results?.numPassedTests ?? 0
  const broken = results?.numRuntimeErrorTestSuites ?? 0
  const failed = (results?.numFailedTests ?? 0) + broken
  const skipped = (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0)
  if (asked) console.log(`Stopped by ${asked}.`)
  else if (passed + failed === 0) console.log('No test ran.')
  if (skipped) console.log(`${skipped} skipped`)
  console.log(`${passed} passed, ${failed} failed`)
  return passed > 0 && failed === 0 && code === 0 && !asked ? 0 : code || 1
}
