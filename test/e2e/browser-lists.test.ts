import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { browserTest, keepPicture, openBrowser } from '../support/browser'
import { Company } from '../support/company'
import type { Desk } from '../support/desk'
import { Gonghai } from '../support/gonghai'
import { chooseColleague, openPhone, pressMore, search, sheetOf } from '../support/mini-app'

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
  await keepPicture(desk.page, 'e2e-lists-last')
  await desk.close()
})

describe('browser: lists on a phone', () => {
  browserTest(
    'a table with one wrong row: said by its field, left out by a word, the other becomes a record (CUST-16)',
    async () => {
      const opened = await openPhone(browser, gonghai, '张晓琳', '客户')
      desk = opened.desk
      const { app } = opened
      await app.locator('.row').first().waitFor()
      await pressMore(app, '.list-tools', '导入 / 导出')
      await sheetOf(app).locator('.pick-row', { hasText: /^导入/ }).click()
      const chosen = desk.page.waitForEvent('filechooser')
      await app.getByRole('button', { name: '选择表格' }).click()
      const table = '\uFEFF客户名称,电话\n泰州姜堰雁栖纺机,13812345621\n泰州兴化苇荡泵阀,不是电话\n'
      await (await chosen).setFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
      await app.getByText('有问题 1').first().waitFor()
      await app.getByText('电话：格式不对').waitFor()
      await keepPicture(desk.page, 'e2e-lists-checked')
      await app.getByRole('button', { name: '跳过有问题的，导入 1 条' }).click()
      await app.getByText('已导入 1 条').first().waitFor()
      await keepPicture(desk.page, 'e2e-lists-imported')
      const made = await gonghai.query('select name from customer where name = any($1::text[])', [
        ['泰州姜堰雁栖纺机', '泰州兴化苇荡泵阀'],
      ])
      expect(made).toEqual([{ name: '泰州姜堰雁栖纺机' }])
      await app.getByRole('button', { name: '看看列表' }).click()
      await app.locator('.row-open', { hasText: '泰州姜堰雁栖纺机' }).click()
      await app.locator('.head-title', { hasText: '泰州姜堰雁栖纺机' }).waitFor()
      await app.getByRole('tab', { name: '资料' }).click()
      await app.locator('.fact-text', { hasText: '13812345621' }).waitFor()
      expect(desk.complaints).toEqual([])
    },
  )

  browserTest(
    'three customers chosen and given to a colleague: two change hands, the third says why not (CUST-8)',
    async () => {
      const liqian = company.people.get('liqian')!
      const made = []
      for (const name of ['东台弶港甲', '东台弶港乙', '东台弶港丙']) {
        const { result } = await company.boss.act('customer.create', { name, ignoreWarnings: true })
        made.push(String(result.id))
      }
      await company.boss.act('customer.transfer', { record: `customer:${made[1]}`, to: liqian })
      const opened = await openPhone(browser, gonghai, '何志远', '客户')
      desk = opened.desk
      const { app } = opened
      await app.getByText('全部', { exact: true }).first().click()
      await search(app, '东台弶港')
      await pressMore(app, '.list-tools', '多选')
      for (const name of ['甲', '乙', '丙']) {
        await app.getByRole('checkbox', { name: `东台弶港${name}` }).click()
      }
      await app.getByText('已选 3 条').waitFor()
      await keepPicture(desk.page, 'e2e-lists-chosen')
      await pressMore(app, '.bulk-bar', '转移')
      // What goes along is said above the fields; they move when it comes.
      await sheetOf(app).locator('.along').waitFor()
      await chooseColleague(app, '给谁', '李倩')
      await keepPicture(desk.page, 'e2e-lists-transfer')
      await sheetOf(app).getByRole('button', { name: '转移', exact: true }).click()
      await app.locator('.operation-line', { hasText: '东台弶港乙' }).waitFor()
      await keepPicture(desk.page, 'e2e-lists-results')
      await app.getByRole('tab', { name: '全部' }).last().click()
      for (const name of ['甲', '丙']) {
        await app.locator('.operation-line', { hasText: `「东台弶港${name}」已转给李倩` }).waitFor()
      }
      const owners = await gonghai.query('select owner_id from customer where id = any($1::uuid[])', [made])
      expect(owners).toEqual(made.map(() => ({ owner_id: liqian })))
      expect(desk.complaints).toEqual([])
    },
  )
})
