import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBot } from '@gonghai/bot/index'
import type { CallbackRequest, CallbackResponse, ChatPlatform, Receive } from '@gonghai/shared/ports/platform'
import Koa from 'koa'
import { codedAbilities, ScriptedSender } from '../delivery/scripted-sender'
import { fakeCrm } from './fake-crm'

const noted: string[] = []
const note = (_fields: object, text: string) => {
  noted.push(text)
}
const log = { debug: note, info: note, warn: note, error: note }

/** A platform whose callbacks do what the test says. */
function platform(handle: (request: CallbackRequest, receive: Receive) => Promise<CallbackResponse>) {
  const unused = () => Promise.reject(new Error('not part of callbacks'))
  const sockets = { open: 0 }
  const one: ChatPlatform = {
    name: 'wecom',
    sender: new ScriptedSender(codedAbilities),
    signIn: { exchange: unused },
    readDirectory: unused,
    signPage: unused,
    fetchMedia: unused,
    handleCallback: handle,
    async listen() {
      sockets.open++
      return async () => {
        sockets.open--
      }
    },
  }
  return { one, sockets }
}

let server: Server | undefined
afterEach(async () => {
  await new Promise(resolve => (server ? server.close(resolve) : resolve(undefined)))
  server = undefined
})

async function serve(handle: Parameters<typeof platform>[0]) {
  const { one, sockets } = platform(handle)
  const chat = fakeCrm()
  const bot = createBot({ platforms: [one], crm: chat.crm, log })
  const app = new Koa()
  app.use(bot.callbackMiddleware)
  app.use(ctx => {
    ctx.body = 'something else'
  })
  server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server!.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, bot, sockets }
}

describe('callbacks', () => {
  test('a platform gets the raw request and its answer goes out unchanged', async () => {
    const seen: CallbackRequest[] = []
    const { origin } = await serve(async request => {
      seen.push(request)
      return { status: 200, contentType: 'text/plain', body: '' }
    })
    const answer = await fetch(`${origin}/callbacks/wecom/a%2Fb?msg_signature=x%2By&n=1`, {
      method: 'POST',
      body: '<xml>公海</xml>',
      headers: { 'content-type': 'text/xml' },
    })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(seen).toMatchObject([
      { method: 'POST', path: '/a%2Fb', query: 'msg_signature=x%2By&n=1', body: '<xml>公海</xml>' },
    ])
  })

  test('other addresses pass; a platform that is off looks like none', async () => {
    const { origin } = await serve(async () => ({ status: 200, contentType: 'text/plain', body: 'mine' }))
    expect(await (await fetch(`${origin}/api/me`)).text()).toBe('something else')
    expect((await fetch(`${origin}/callbacks/dingtalk`)).status).toBe(404)
    expect((await fetch(`${origin}/callbacks/constructor`)).status).toBe(404)
  })

  test('what could not be stored answers 503, so that the platform sends it again', async () => {
    const { origin } = await serve(async (_request, receive) => {
      await receive({
        type: 'open',
        platform: 'wecom',
        dedupeKey: 'x',
        from: { platform: 'wecom', userId: 'u' },
        at: new Date(0),
      })
      return { status: 200, contentType: 'text/plain', body: '' }
    })
    const answer = await fetch(`${origin}/callbacks/wecom`, { method: 'POST', body: 'x' })
    expect([answer.status, await answer.text()]).toEqual([503, 'Service Unavailable'])
    expect(noted).toContain('a callback could not be stored')
  })

  test('a body that no platform sends is refused', async () => {
    const { origin } = await serve(async () => ({ status: 200, contentType: 'text/plain', body: '' }))
    const status = await fetch(`${origin}/callbacks/wecom`, {
      method: 'POST',
      body: 'x'.repeat(600 * 1024),
    }).then(
      answer => answer.status,
      () => 413,
    )
    expect(status).toBe(413)
  })

  test('sockets are opened at the start and closed at the stop', async () => {
    const { bot, sockets } = await serve(async () => ({ status: 200, contentType: 'text/plain', body: '' }))
    await bot.start()
    expect(sockets.open).toBe(1)
    await bot.stop()
    await bot.stop()
    expect(sockets.open).toBe(0)
  })

  test('a job whose payload is not ours is refused', async () => {
    const { bot } = await serve(async () => ({ status: 200, contentType: 'text/plain', body: '' }))
    expect(() => bot.tasks.deliver({ lanes: [{ platform: 'fax', userId: 'u' }] })).toThrow()
    expect(() => bot.tasks.inbox({})).toThrow()
  })
})
