// Plays somebody who types `npm start`: waits for the address, looks at it, kills everything, starts again, stops.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const buildPatienceMs = 10 * 60_000
const stopPatienceMs = 60_000

const started = []
const port = await freePort()
const first = await start()
await look(first.url)
process.kill(-first.child.pid, 'SIGKILL')
await first.gone
console.log('Killed. Starting again …')
const second = await start()
await look(second.url)
process.kill(-second.child.pid, 'SIGINT')
await Promise.race([
  second.gone,
  sleep(stopPatienceMs, undefined, { ref: false }).then(() => fail('It does not stop.')),
])
for (const name of readdirSync('.gonghai')) {
  if (existsSync(path.join('.gonghai', name, 'cluster', 'postmaster.pid')))
    fail('PostgreSQL was left running.')
}
console.log('Started, killed, started again, stopped.')

/** A process group of its own stands for the terminal: what is sent to it reaches npm and all below. */
async function start() {
  const child = spawn('npm', ['start'], {
    detached: true,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise(resolve => child.once('exit', resolve))
  started.push(child)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text
    process.stdout.write(text)
  })
  const deadline = performance.now() + buildPatienceMs
  for (;;) {
    const [, url] = /Gonghai is ready: (http:\/\/\S+)/.exec(output) ?? []
    if (url) return { child, gone, url }
    if (child.exitCode !== null || child.signalCode || performance.now() > deadline) {
      fail('npm start never said "Gonghai is ready: …".')
    }
    await sleep(200)
  }
}

async function look(url) {
  const ready = await fetch(new URL('/readyz', url))
  if (ready.status !== 200) fail(`/readyz answers ${ready.status}.`)
  const page = await fetch(url)
  const html = await page.text()
  if (page.status !== 200 || !/<html/i.test(html)) fail(`${url} answers ${page.status} without a page.`)
  for (const [, script] of html.matchAll(/<script[^>]+src="([^"]+)"/g)) {
    const { status } = await fetch(new URL(script, url))
    if (status !== 200) fail(`${url} wants ${script}, which answers ${status}.`)
  }
}

function fail(message) {
  console.error(message)
  for (const child of started)
    if (child.exitCode === null && !child.signalCode) process.kill(-child.pid, 'SIGTERM')
  process.exit(1)
}

async function freePort() {
  const server = createServer()
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port: free } = server.address()
  await new Promise(resolve => server.close(resolve))
  return free
}
