import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const pauseMs = 1000

/**
 * Calls `heard` at every notification on a channel and after every (re)connection, since some may have been missed.
 * Holds a connection of its own: notifications don't come through a pool. @returns how to stop
 */
export async function listenTo(options: {
  url: string
  channel: string
  heard(): void
  onError(error: Error): void
}): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  const connect = async () => {
    const next = new pg.Client({ connectionString: options.url, application_name: 'gonghai listen' })
    next.on('notification', () => options.heard())
    next.on('error', options.onError)
    next.on('end', () => void again())
    await next.connect()
    await next.query(`listen ${pg.escapeIdentifier(options.channel)}`)
    client = next
    options.heard()
  }
  const again = async () => {
    while (!stopped) {
      await sleep(pauseMs)
      const done = await connect().then(
        () => true,
        error => {
          options.onError(error)
          return false
        },
      )
      if (done) return
    }
  }
  await connect()
  return async () => {
    stopped = true
    await client?.end()
  }
}
