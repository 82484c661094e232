import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { jest } from '@jest/globals'
import { Gonghai } from '../support/gonghai'
import { Refused, type Session } from '../support/session'
import { until } from '../support/until'

jest.setTimeout(240_000)

let gonghai: Gonghai
let xuhao: Session

beforeAll(async () => {
  gonghai = await Gonghai.start({ database: 'embedded' })
  xuhao = await gonghai.signIn('wecom', 'xuhao')
})

afterAll(() => gonghai?.end())

/** The process id of the embedded PostgreSQL. */
async function postmaster(): Promise<number> {
  const data = path.join(gonghai.dataDir, 'data')
  const names = await readdir(data, { recursive: true })
  const file = names.find(name => path.basename(name) === 'postmaster.pid')
  if (!file) throw new Error(`No PostgreSQL runs in ${data}.`)
  return Number((await readFile(path.join(data, file), 'utf8')).split('\n')[0])
}

let count = 0
async function addCustomer(): Promise<string> {
  const { result } = await xuhao.act('customer.create', {
    name: `张家港锻压 ${++count}`,
    ignoreWarnings: true,
  })
  return String(result.id)
}

/** Acts until it is served again; meanwhile it is told to come back, never that something broke. */
async function addWhenServed(): Promise<string> {
  return until(async () => {
    try {
      return await addCustomer()
    } catch (error) {
      if (error instanceof Refused) expect(error.status).toBe(503)
      throw error
    }
  }, 90_000)
}

/** All is there, and the bot answers; time passes, as the leases of what was under way have to lapse. */
async function expectAlive(ids: readonly string[]): Promise<void> {
  await gonghai.moveClock(90)
  for (const id of ids) expect((await xuhao.detail('customer', id)).record.id).toBe(id)
  expect(await gonghai.phone('wecom', 'xuhao').ask('帮助')).toMatch(/领取 客户编号/)
}

describe('killed with -9', () => {
  test('PostgreSQL under a living server: it comes back, nothing acknowledged is lost, jobs go on', async () => {
    const before = await addCustomer()
    const pid = await postmaster()
    process.kill(pid, 'SIGKILL')
    const after = await addWhenServed()
    expect(await postmaster()).not.toBe(pid)
    await expectAlive([before, after])
    const ready = await fetch(`${gonghai.url}/readyz`)
    expect(ready.status).toBe(200)
  })

  test('the server alone: PostgreSQL lives on and is adopted', async () => {
    const id = await addCustomer()
    const pid = await postmaster()
    await gonghai.kill9()
    await gonghai.restart()
    expect(await postmaster()).toBe(pid)
    await expectAlive([id])
  })

  test('both at once: the next start goes on with all that was acknowledged', async () => {
    const id = await addCustomer()
    const pid = await postmaster()
    await Promise.all([gonghai.kill9(), process.kill(pid, 'SIGKILL')])
    await gonghai.restart()
    await expectAlive([id])
  })
})
