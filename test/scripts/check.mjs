// npm run check: format, lint, types, unused code, boundaries. The same for people and CI; all results, then one verdict.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { endWith, prepare } from '../../server/scripts/prepare.mjs'
import { root } from '../../server/scripts/root.mjs'

const bin = name => path.join(root, 'node_modules/.bin', name)

const checks = [
  ['format and lint', () => run(bin('biome'), ['ci', '--colors=off'])],
  ...['shared', 'bot', 'server', 'test', 'miniapp'].map(name => [
    `types of ${name}`,
    () => run(bin('tsc'), ['-p', name]),
  ]),
  ['unused code and packages', () => run(bin('knip'), ['--no-progress'])],
  ['boundaries', checkBoundaries],
]

try {
  await prepare()
} catch (error) {
  endWith(error)
}

const failed = []
for (const [name, check] of checks) {
  const started = performance.now()
  const problems = await check()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    problems === undefined
      ? `ok      ${name} (${seconds} s)`
      : `FAILED  ${name} (${seconds} s)\n${problems}\n`,
  )
  if (problems !== undefined) failed.push(name)
}
console.log(failed.length ? `Failed: ${failed.join(', ')}.` : 'All checks passed.')
process.exitCode = failed.length ? 1 : 0

/** Runs a program; gives what it printed where it failed. */
async function run(program, args) {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text
    })
  }
  const code = await new Promise(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('close', resolve)
  })
  return code === 0 ? undefined : output.trimEnd() || `${program} ended with ${code}.`
}

async function checkBoundaries() {
  const { loadTypeScript } = await import('../../server/scripts/build.mjs')
  const { findViolations } = await loadTypeScript('test/boundaries/find-violations.ts')
  const { readSources } = await loadTypeScript('test/boundaries/read-sources.ts')
  const violations = findViolations(await readSources(root))
  return violations.length ? violations.join('\n') : undefined
}
