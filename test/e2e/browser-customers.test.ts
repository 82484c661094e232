import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { browserTest, keepPicture, openBrowser } from '../support/browser'
import { Company } from '../support/company'
import type { Desk } from '../support/desk'
import { Gonghai } from '../support/gonghai'
import {
  chooseColleague,
  countCalls,
  headAction,
  openFound,
  openPhone,
  openWindow,
  pressMore,
  type Screen,
  sheetOf,
} from '../support/mini-app'

jest.setTimeout(120_000)

let gonghai: Gonghai
let browser: Browser
let company: Company
let desk: Desk

beforeAll(async () => {
  ;[gonghai, browser] = await Promise.all([Gonghai.start(), openBrowser()])
  company = await Company.open(gonghai)
})

afterAll(async () => {
  await browser?.close()
  await gonghai?.end()
})

afterEach(async () => {
  await keepPicture(desk.page, 'e2e-customers-last')
  await desk.close()
})

/** A new customer of 何志远's, or of a colleague's. @returns its id */
async function makeCustomer(name: string, owner?: string, more: Record<string, string> = {}) {
  const { result } = await company.boss.act('customer.create', { name, ignoreWarnings: true, ...more })
  const record = `customer:${result.id}`
  if (owner) await company.boss.act('customer.transfer', { record, to: company.people.get(owner)! })
  return String(result.id)
}

async function phoneOf(name: string, tab = '客户'): Promise<Screen> {
  const opened = await openPhone(browser, gonghai, name, tab)
  desk = opened.desk
  return opened.app
}

/** How often this was done to a record. */
async function times(action: string, id: string): Promise<number> {
  const rows = await gonghai.query('select 1 from history where action = $1 and record_id = $2::uuid', [
    action,
    id,
  ])
  return rows.length
}

describe('browser: customers on a phone', () => {
  browserTest(
    'typing a company that a colleague has: said at once, whose it is, its phone masked; saving is refused (CUST-11)',
    async () => {
      await makeCustomer('连云港灌云帆樯机械', 'wanglei', { phone: '13812347788' })
      const app = await phoneOf('徐浩')
      await app.getByRole('button', { name: '新建客户' }).click()
      await app.getByLabel('客户名称').fill('灌云帆樯机械')
      await app.getByLabel('电话').fill('13812347788')
      await app.locator('.strip').first().click()
      const hit = sheetOf(app)
      await hit.getByText('138****7788').waitFor()
      await keepPicture(desk.page, 'e2e-customers-strip')
      expect(await hit.textContent()).toMatch(/连云港灌云帆樯机械.*王磊/s)
      expect(await hit.textContent()).not.toContain('13812347788')
      expect(await hit.getByRole('button', { name: '打开' }).count()).toBe(0)
      await hit.getByRole('button', { name: '关闭' }).click()
      await app.getByRole('button', { name: '保存', exact: true }).click()
      await app.locator('.form-failure', { hasText: '按查重规则不能保存' }).waitFor()
    },
  )

  browserTest('signs one, merges two, deletes one and brings it back (CUST-5, CUST-7, CUST-12)', async () => {
    const kept = await makeCustomer('淮安涟水雁翎汽配')
    const lost = await makeCustomer('淮安涟水雁翎汽车配件厂')
    const app = await phoneOf('何志远')
    await openFound(app, '淮安涟水雁翎汽配')
    await headAction(app, '签单').click()
    await app.getByText('会新建「淮安涟水雁翎汽配」').waitFor()
    await keepPicture(desk.page, 'e2e-customers-sign')
    await app.getByRole('button', { name: '确认签单' }).click()
    await app.locator('.head-line', { hasText: '合作中' }).waitFor()

    await pressMore(app, '.head-actions', '合并')
    await sheetOf(app).getByRole('searchbox').fill('雁翎')
    await sheetOf(app).locator('.pick-row', { hasText: '淮安涟水雁翎汽配' }).waitFor({ state: 'detached' })
    await sheetOf(app).locator('.pick-row', { hasText: '淮安涟水雁翎汽车配件厂' }).click()
    await app.locator('.merge-head').waitFor()
    await keepPicture(desk.page, 'e2e-customers-merge')
    await app.getByRole('button', { name: '合并', exact: true }).last().click()
    await sheetOf(app).getByRole('button', { name: '确认合并' }).click()
    await app.getByText('合并了客户').last().waitFor()
    const merged = await company.boss.detail('customer', lost)
    expect(merged.record.id).toBe(kept)

    await pressMore(app, '.head-actions', '删除')
    await keepPicture(desk.page, 'e2e-customers-remove')
    await sheetOf(app).getByRole('button', { name: '删除' }).click()
    await app.locator('.bottom-tab', { hasText: '我的' }).click()
    await app.getByText('回收站', { exact: true }).click()
    await app.getByRole('tab', { name: '客户' }).click()
    const row = app.locator('.bin-row', { hasText: '淮安涟水雁翎汽配' })
    await row.getByRole('button', { name: '恢复' }).waitFor()
    await keepPicture(desk.page, 'e2e-customers-bin')
    await row.getByRole('button', { name: '恢复' }).click()
    await row.waitFor({ state: 'detached' })
    expect((await company.boss.detail('customer', kept)).record.title).toBe('淮安涟水雁翎汽配')
    // Of what was just deleted the page asks once more.
    expect(desk.complaints.filter(one => !one.includes(`/customer/${kept}`))).toEqual([])
  })

  browserTest(
    'a double click on claim, transfer and sign does it once (POOL-8, CUST-5, CUST-8)',
    async () => {
      const pool = await company.makePool(['xuhao', 'liqian'])
      const first = await company.enterPool(pool, '徐州睢宁桅灯电机')
      const second = await company.enterPool(pool, '徐州沛县汉风阀门')
      const app = await phoneOf('徐浩', '公海')
      const claims = countCalls(desk.page, '/api/actions/pool.claim')
      await app.getByRole('tab', { name: /^试验公海/ }).click()
      const row = app.locator('.row', { hasText: first.name })
      await row.getByRole('button', { name: '领取' }).dblclick()
      await row.getByText('已归您').waitFor()
      await app.locator('.row-open', { hasText: second.name }).click()
      await headAction(app, '领取').dblclick()
      await app.locator('.head-line', { hasText: '负责人 徐浩' }).waitFor()
      await keepPicture(desk.page, 'e2e-customers-claimed')
      expect(claims.count).toBe(2)
      expect(await app.locator('.toast-danger').count()).toBe(0)

      const signs = countCalls(desk.page, '/api/actions/customer.sign')
      await headAction(app, '签单').dblclick()
      await app.getByRole('button', { name: '确认签单' }).dblclick()
      await app.locator('.head-line', { hasText: '合作中' }).waitFor()
      expect(signs.count).toBe(1)
      expect(await times('customer.sign', second.id)).toBe(1)

      const transfers = countCalls(desk.page, '/api/actions/customer.transfer')
      await app.locator('.head-actions').last().getByRole('button', { name: '更多', exact: true }).dblclick()
      await sheetOf(app).locator('.pick-row', { hasText: '转移' }).dblclick()
      // What goes along is said above the fields; they move when it comes.
      await sheetOf(app).locator('.along').waitFor()
      await chooseColleague(app, '给谁', '李倩')
      await sheetOf(app).getByRole('button', { name: '转移', exact: true }).dblclick()
      // Nobody stays before a record that is no longer theirs to see.
      await app.getByRole('tab', { name: /^试验公海/ }).waitFor()
      expect(transfers.count).toBe(1)
      expect(await times('customer.transfer', second.id)).toBe(1)
      expect(desk.complaints.filter(one => !one.includes(`/customer/${second.id}`))).toEqual([])
    },
  )
})

describe('browser: customers in a wide window', () => {
  browserTest('the relations and the whole picture of a customer are drawn (CUST-4, CUST-10)', async () => {
    const opened = await openWindow(browser, gonghai, 'zhangxiaolin')
    desk = opened.desk
    const { app } = opened
    await app.locator('.rail-tab', { hasText: '客户' }).click()
    await app.getByPlaceholder('名称、拼音首字母、电话尾号').fill('苏州恒远')
    await app.locator('.table-line', { hasText: '苏州恒远电子有限公司' }).click()
    await app.getByRole('tab', { name: '关系' }).click()
    const lines = app.locator('.graph svg path')
    await lines.first().waitFor({ state: 'attached' })
    const drawn = await lines.evaluateAll(all => all.map(one => (one as SVGPathElement).getTotalLength()))
    expect(Math.min(...drawn)).toBeGreaterThan(10)
    const boxes = await app.locator('.graph-node').evaluateAll(all =>
      all.map(one => {
        const { left, right, top } = one.getBoundingClientRect()
        return { left, right, top }
      }),
    )
    expect(boxes.length).toBeGreaterThan(3)
    // No box lies upon another one of its row.
    for (const one of boxes) {
      const beside = boxes.filter(other => other !== one && other.top === one.top)
      for (const other of beside) expect(other.right <= one.left || other.left >= one.right).toBe(true)
    }
    await keepPicture(app, 'e2e-customers-relations')
    await app.locator('.head-overview').click()
    await app.locator('.month-fill').first().waitFor()
    const bars = await app.locator('.month-fill').evaluateAll(all => all.map(bar => bar.clientHeight))
    expect(bars).toHaveLength(12)
    expect(Math.max(...bars)).toBeGreaterThan(20)
    await app.locator('.overview .graph svg path').first().waitFor({ state: 'attached' })
    await app.getByText('大事记').waitFor()
    await keepPicture(app, 'e2e-customers-overview')
    expect(desk.complaints).toEqual([])
  })
})
