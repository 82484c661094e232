import { jest } from '@jest/globals'
import { Company } from '../support/company'
import { testDatabase } from '../support/database'
import { Gonghai } from '../support/gonghai'
import { type FrontDoor, openFrontDoor } from '../support/route'
import { freePort, type ServerProcess, startServer } from '../support/server-process'

jest.setTimeout(240_000)

describe('SERVICES over three processes', () => {
  let gonghai: Gonghai
  let door: FrontDoor
  let web: ServerProcess
  let webUrl: string
  let worker: ServerProcess
  let shared: Record<string, string>
  let company: Company

  beforeAll(async () => {
    const database = await testDatabase({ empty: true })
    door = await openFrontDoor(path => (/^\/(callbacks|sandbox)\b/.test(path) ? gonghai.ownUrl : webUrl))
    shared = {
      GONGHAI_MODE: 'sandbox',
      GONGHAI_SECRET_KEY: 'of-at-least-thirty-two-characters-and-shared',
      DATABASE_URL: database.url,
      PUBLIC_URL: door.url,
      POOL_GATHER_SECONDS: '0',
    }
    // The first process makes the database; those that come later find it made.
    gonghai = await Gonghai.start({ database, env: { ...shared, SERVICES: 'bot' }, publicUrl: door.url })
    const own = { GONGHAI_DATA_DIR: gonghai.dataDir }
    const port = String(await freePort())
    webUrl = `http://127.0.0.1:${port}`
    web = await startServer({ ...shared, ...own, SERVICES: 'web', PORT: port })
    worker = await startServer({ ...shared, ...own, SERVICES: 'worker' })
    company = await Company.open(gonghai)
  })

  afterAll(async () => {
    await Promise.all([web?.stop(), worker?.stop()])
    await gonghai?.end()
    await door?.close()
  })

  test('a press at the bot, a claim at the web, cards by the worker', async () => {
    const pool = await company.makePool(['xuhao', 'liqian'])
    const [xuhao, liqian] = [gonghai.phone('wecom', 'xuhao'), gonghai.phone('dingtalk', 'liqian')]
    const one = await company.enterPool(pool)
    await liqian.press(await liqian.card(one.name), 'pool.claim')
    await xuhao.card(one.name, card => /李倩领取/.test(card.outcome ?? ''))
    const two = await company.enterPool(pool)
    await liqian.card(two.name)
    await (await gonghai.signIn('wecom', 'xuhao')).act('pool.claim', { record: two.record })
    await liqian.card(two.name, card => /徐浩领取/.test(card.outcome ?? ''))
  })

  test('the worker killed while cards go out: another one takes over what it had begun (CHAT-7)', async () => {
    const pools = [await company.makePool(['xuhao', 'liqian']), await company.makePool(['xuhao', 'liqian'])]
    const customers = []
    for (const pool of pools) customers.push(await company.enterPool(pool))
    await worker.kill9()
    worker = await startServer({ ...shared, GONGHAI_DATA_DIR: gonghai.dataDir, SERVICES: 'worker' })
    await gonghai.moveClock(90)
    for (const phone of [gonghai.phone('wecom', 'xuhao'), gonghai.phone('dingtalk', 'liqian')]) {
      for (const { name } of customers) {
        await phone.card(name)
        expect(await phone.cards(name)).toHaveLength(1)
      }
    }
  })

  test('the bot killed and started again is found by the others', async () => {
    await gonghai.kill9()
    await gonghai.restart()
    const customer = await company.enterPool(await company.makePool(['xuhao', 'liqian']))
    const liqian = gonghai.phone('dingtalk', 'liqian')
    await liqian.press(await liqian.card(customer.name), 'pool.claim')
    await gonghai.phone('wecom', 'xuhao').card(customer.name, card => /李倩领取/.test(card.outcome ?? ''))
  })
})

test('two whole servers side by side: neither knows of the other', async () => {
  const [one, two] = await Promise.all([Gonghai.start(), Gonghai.start()])
  try {
    expect(one.url).not.toBe(two.url)
    const company = await Company.open(one)
    const customer = await company.enterPool(await company.makePool(['xuhao']))
    await one.phone('wecom', 'xuhao').card(customer.name)
    expect(await two.phone('wecom', 'xuhao').cards(customer.name)).toEqual([])
    const stranger = await two.signIn('wecom', 'xuhao')
    const elsewhere = await fetch(`${one.url}/api/me`, {
      headers: { authorization: `Bearer ${stranger.token}` },
    })
    expect(elsewhere.status).toBe(401)
  } finally {
    await Promise.all([one.end(), two.end()])
  }
})
