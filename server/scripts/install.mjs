import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './root.mjs'
import { runQuietly } from './run-quietly.mjs'

const lockFile = path.join(root, 'package-lock.json')
const noteOfNpm = path.join(root, 'node_modules/.package-lock.json')
const stampFile = path.join(root, 'node_modules/.gonghai-installed')

/** Installs the packages unless the lock file's are there: installed by us (stamp), or by hand (npm's own note). */
export async function installPackages() {
  const stamp = createHash('sha256')
    .update(await readFile(lockFile))
    .digest('hex')
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp || (await isInstalled())) return
  // npm tells the path of its own program to what it runs; else the one on the PATH is used.
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  await runQuietly('Installing packages (some minutes the first time)', [...npm, 'ci', '--include=dev'], {
    remedy: 'See that the npm registry can be reached (npm ping), then run the same command again.',
  })
  await writeFile(stampFile, stamp)
}

/** npm writes its note last of all, so an install that was killed never looks finished. */
async function isInstalled() {
  const wanted = await readPackages(lockFile)
  const present = await readPackages(noteOfNpm).catch(() => ({}))
  return Object.entries(wanted).every(([place, entry]) => {
    if (!place.includes('node_modules/') || (entry.optional && !isForThisMachine(entry))) return true
    const { version, integrity } = present[place] ?? { version: 'absent' }
    return version === entry.version && integrity === entry.integrity
  })
}

async function readPackages(file) {
  return JSON.parse(await readFile(file, 'utf8')).packages
}

/** An optional package that names no machine may be missing for good reasons; one made for this machine may not. */
function isForThisMachine({ os, cpu, libc }) {
  if (!os && !cpu) return false
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, libcHere())
}

function fits(list, value) {
  if (!list || value === undefined) return true
  return list.includes(value) || (list.every(entry => entry.startsWith('!')) && !list.includes(`!${value}`))
}

function libcHere() {
  if (process.platform !== 'linux') return undefined
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}
