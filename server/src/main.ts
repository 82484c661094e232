import { createBot } from '@gonghai/bot'
import {
  createDingtalk,
  type DingtalkConfig,
  readDingtalkConfig,
} from '@gonghai/bot/platforms/dingtalk/index'
import { createWechat, readWechatConfig, type WechatConfig } from '@gonghai/bot/platforms/wechat/index'
import { createWecom, readWecomConfig, type WecomConfig } from '@gonghai/bot/platforms/wecom/index'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import { seedDemo, seedEssentials } from '../../prisma/seed/index'
import {
  cardRenderers,
  chatReads,
  createReactions,
  createReadServices,
  customerReads,
  directoryTasks,
  guards,
  handlers,
  onDirectory,
  recycleSweep,
} from './areas'
import { appointAdministrators, needsAdministrator } from './auth/first-administrators'
import { issueCode } from './auth/one-time-codes'
import { type Config, ConfigError, readConfig } from './config'
import { listenTo } from './db/listen'
import { localFileStore } from './files/local-store'
import { composeApp } from './http/compose'
import { type Door, openDoor } from './http/listen'
import { Metrics } from './http/metrics'
import { startWorker } from './jobs/runner'
import { atStart, crontab, kernelTasks, operationTasks } from './jobs/tasks'
import { createExecute } from './kernel/execute'
import { clockChannel } from './kernel/move-clock'
import { createLogger } from './log'
import { createCrm } from './messaging/crm'
import { createMessenger } from './messaging/messenger'
import { createReplayTable } from './messaging/replays'
import { createTokenStore } from './messaging/tokens'
import { documentStore } from './sandbox/document-store'
import { type HostedSandbox, hostSandbox } from './sandbox/host'
import { deriveKey, masterSecret } from './secret'
import { type Opened, openStore, companyTimeZone as timeZone } from './start-up'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** What has to be undone at the stop, last first. */
const undo: (() => Promise<unknown>)[] = []
let ready = false

interface PlatformConfigs {
  wecom?: WecomConfig | undefined
  dingtalk?: DingtalkConfig | undefined
  wechat?: WechatConfig | undefined
}

/** Real platforms by their credentials; in the sandbox, stand-ins for the others (decision 1). */
async function choosePlatforms(
  config: Config,
  store: Opened,
  options: { publicUrl: string; secret: string },
): Promise<PlatformConfigs & { hosted?: HostedSandbox }> {
  const real: PlatformConfigs = {
    wecom: readWecomConfig(process.env),
    dingtalk: readDingtalkConfig(process.env),
    wechat: readWechatConfig(process.env),
  }
  if (config.mode === 'production' || (real.wecom && real.dingtalk && real.wechat)) return real
  const hosted = await hostSandbox({
    db: store.db,
    clock: store.clock,
    ...options,
    hosting: config.services.has('bot'),
    real: {
      wecom: real.wecom !== undefined,
      dingtalk: real.dingtalk !== undefined,
      wechat: real.wechat !== undefined,
    },
    load: () => import('@gonghai/bot/sandbox/index'),
    storeFor: prefix => documentStore(store.db, prefix),
  })
  undo.push(hosted.close)
  return {
    wecom: real.wecom ?? hosted.wecom,
    dingtalk: real.dingtalk ?? hosted.dingtalk,
    wechat: real.wechat ?? hosted.wechat,
    hosted,
  }
}

function connect(
  chosen: PlatformConfigs,
  store: Opened,
  secret: string,
  log: Logger,
): Map<PlatformName, ChatPlatform> {
  const { db, clock } = store
  const tokens = createTokenStore({ db, clock, secretKey: deriveKey(secret, 'seal').toString('base64url') })
  const deps = { now: () => clock.now(), tokens, log, replays: createReplayTable(db) }
  const platforms = new Map<PlatformName, ChatPlatform>()
  if (chosen.wecom) platforms.set('wecom', createWecom(chosen.wecom, deps))
  if (chosen.dingtalk) platforms.set('dingtalk', createDingtalk(chosen.dingtalk, deps))
  if (chosen.wechat) platforms.set('wechat', createWechat(chosen.wechat, deps))
  return platforms
}

async function seed(config: Config, { db, clock }: Opened, heard: ReadonlySet<string>): Promise<void> {
  const deps = { db, clock, timeZone }
  if (config.mode === 'sandbox') await seedDemo({ ...deps, heard })
  else await seedEssentials(deps)
}

/** A production installation that nobody may set up yet opens once, for whoever reads its output (decision 22). */
async function offerSetUp(config: Config, { db, clock }: Opened, publicUrl: string): Promise<void> {
  if (config.mode !== 'production' || !config.services.has('web') || !(await needsAdministrator(db))) return
  const { code } = await issueCode(db, { kind: 'setUp', employeeId: null, by: null }, clock.now())
  say(
    `Nobody may set Gonghai up yet. Good for 24 hours, once: ${publicUrl}/#/pages/sign-in/index?setUp=${code}`,
  )
}

async function start(config: Config, log: Logger): Promise<string> {
  const secret = await masterSecret(config.secretKey, config.dataDir)
  const store = await openStore(config, log, say)
  const { db, clock, embedded } = store
  if (embedded) undo.push(() => embedded.stop())
  undo.push(() => db.close())
  if (config.mode === 'sandbox') {
    const heard = () =>
      void clock.refresh(db).catch(error => log.warn({ error: String(error) }, 'the clock was not read'))
    const onError = (error: Error) => log.warn({ error: error.message }, 'a listening connection was lost')
    undo.push(await listenTo({ url: store.url, channel: clockChannel, heard, onError }))
  }
  const door = await openDoor({
    host: config.host,
    port: config.port,
    flexible: process.env.PORT === undefined,
  })
  undo.push(() => door.close())
  const publicUrl = config.publicUrl ?? `http://${config.host}:${door.port}`
  const following = createReactions({ poolGatherSeconds: config.poolGatherSeconds })
  const heard = new Set(following.reactions.flatMap(reaction => reaction.on))
  await seed(config, store, heard)
  for (const identity of await appointAdministrators(db, config.adminIdentities, clock.now())) {
    say(`${identity} may do everything now.`)
  }
  await offerSetUp(config, store, publicUrl)
  const { hosted, ...chosen } = await choosePlatforms(config, store, { publicUrl, secret })
  const platforms = connect(chosen, store, secret, log)
  const names = [...platforms.keys()]
  const messenger = createMessenger({ clock, platforms: names, baseUrl: publicUrl })
  const execute = createExecute({ db, clock, timeZone, handlers, guards, heard })
  const services = createReadServices({ clock, timeZone, cursorKey: deriveKey(secret, 'cursor') })
  const reads = chatReads({ db, clock, services })
  const messaging = { db, clock, timeZone, platforms: names, baseUrl: publicUrl, renderers: cardRenderers }
  const customers = { reads: customerReads(() => clock.now()), files: localFileStore(config.fileDir) }
  const bot = createBot({
    platforms: [...platforms.values()],
    crm: createCrm({
      ...messaging,
      execute,
      reads,
      customers,
      onDirectory: event => onDirectory({ db }, event),
    }),
    log,
  })
  const metrics = new Metrics(db)
  const isBot = config.services.has('bot')
  const app = composeApp({
    config,
    db,
    clock,
    log,
    metrics,
    secret,
    execute,
    services,
    messenger,
    platforms,
    corpIds: {
      wecom: chosen.wecom?.corpId ?? '',
      dingtalk: chosen.dingtalk?.corpId ?? '',
      wechat: chosen.wechat?.appId ?? '',
    },
    publicUrl,
    hosts: hostsOf(config, door),
    ready: () => ready,
    ...(isBot ? { callbacks: bot.callbackMiddleware } : {}),
    ...(hosted?.page ? { sandbox: hosted.page } : {}),
  })
  door.serve(app.callback())
  if (isBot) {
    undo.push(() => bot.stop())
    await bot.start()
  }
  if (config.services.has('worker')) {
    const recycle = async () => void (await recycleSweep({ db, clock, messenger, log }))
    const operations = {
      db,
      clock,
      log,
      execute,
      services,
      messenger,
      store: localFileStore(config.fileDir),
    }
    const tasks = {
      ...kernelTasks({ db, clock, messenger, ...following }),
      ...operationTasks(operations),
      ...directoryTasks({ db, clock, platforms, execute, log }),
      ...bot.tasks,
      recycle,
    }
    undo.push(
      await startWorker({
        db,
        tasks,
        concurrency: config.workerConcurrency,
        log,
        observer: metrics,
        crontab,
        atStart,
      }),
    )
  }
  return publicUrl
}

function hostsOf(config: Config, door: Door): string[] {
  return [config.host, 'localhost', '127.0.0.1'].map(host => `${host}:${door.port}`)
}

let stopping: Promise<void> | undefined

/** Stops in the opposite order of the start: no new work, running work ends, then the database. */
function stop(log: Logger, exitCode: number): Promise<void> {
  stopping ??= (async () => {
    ready = false
    for (const step of undo.reverse()) {
      await step().catch(error => log.error({ error: String(error) }, 'a part did not stop cleanly'))
    }
    process.exit(exitCode)
  })()
  return stopping
}

async function main(): Promise<void> {
  let log = createLogger('info')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(log, 0))
  try {
    const config = readConfig(process.env)
    log = createLogger(config.logLevel)
    const url = await start(config, log)
    ready = true
    say(`Gonghai is ready: ${url}/${config.mode === 'sandbox' ? 'sandbox/' : ''}`)
  } catch (error) {
    const known = error instanceof ConfigError
    process.stderr.write(
      `Gonghai cannot start: ${known ? error.message : error instanceof Error ? error.stack : error}\n`,
    )
    await stop(log, 1)
  }
}

await main()
