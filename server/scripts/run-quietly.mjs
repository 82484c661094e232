import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** A step that failed, with what to do about it; scripts print the message and end. */
export class StepFailed extends Error {}

/**
 * Runs a program behind one line of progress; its own output is shown only when it fails. Throws StepFailed.
 * The program ends with this process where that is asked to stop.
 */
export async function runQuietly(title, [program, ...args], { remedy, cwd = root, env = {} }) {
  console.log(`${title} …`)
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output = (output + text).slice(-20_000)
    })
  }
  let asked
  const stop = signal => {
    asked = signal
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, stop)
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode, signal) => resolve(exitCode ?? signal))
    })
    if (asked) throw new StepFailed(`${title}: stopped.`)
    if (code === 0) return
    const tail = output.trimEnd().split('\n').slice(-40).join('\n')
    throw new StepFailed(`${tail}\n\n${title}: failed (${code}). ${remedy}`)
  } catch (error) {
    if (error instanceof StepFailed) throw error
    throw new StepFailed(`${title}: ${program} could not be run (${error.message}). ${remedy}`)
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}
