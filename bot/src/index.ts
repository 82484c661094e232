import type { Crm } from '@gonghai/shared/ports/crm'
import type { Logger } from '@gonghai/shared/ports/logger'
import { isOfficialAccount } from '@gonghai/shared/ports/official-account'
import type { ChatPlatform, Receive } from '@gonghai/shared/ports/platform'
import type { Middleware } from 'koa'
import { createCallbackMiddleware } from './callbacks'
import { publishPortalMenu } from './conversation/customer/menu'
import { createReceive } from './conversation/receive'
import { type BotTasks, createTasks } from './tasks'

/** The bot: what the platforms call, what the worker runs, and the sockets that it keeps open. */
export interface Bot {
  receive: Receive
  /** Answers `/callbacks/<platform>…`, and passes everything else on. */
  callbackMiddleware: Middleware
  tasks: BotTasks
  /** Opens the sockets of the platforms that push that way. */
  start(): Promise<void>
  /** Closes them; what was received is stored. */
  stop(): Promise<void>
}

/** Puts the bot together; it keeps no state of its own (decision 3). */
export function createBot(options: { platforms: readonly ChatPlatform[]; crm: Crm; log: Logger }): Bot {
  const { platforms, crm, log } = options
  const senders = new Map(platforms.map(platform => [platform.name, platform.sender]))
  const abilitiesOf = (name: string) => platforms.find(platform => platform.name === name)?.sender.abilities
  const conversation = { crm, log, abilitiesOf }
  const receive = createReceive(conversation)
  let closers: (() => Promise<void>)[] = []
  return {
    receive,
    callbackMiddleware: createCallbackMiddleware(platforms, receive, log),
    tasks: createTasks({
      crm,
      senders,
      log,
      abilitiesOf,
      platforms: new Map(platforms.map(platform => [platform.name, platform])),
    }),
    async start() {
      for (const platform of platforms) {
        if (platform.listen) closers.push(await platform.listen(receive))
        // Beside the start: what the platform answers keeps nobody waiting.
        if (isOfficialAccount(platform)) void publishPortalMenu(platform, log)
      }
    },
    async stop() {
      const closing = closers
      closers = []
      await Promise.all(closing.map(close => close()))
    },
  }
}
