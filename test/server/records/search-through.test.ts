import type { Database } from '@gonghai/server/db/database'
import { listRecords } from '@gonghai/server/records/list'
import { exactCount } from '@gonghai/server/records/list/count'
import { at, type Company, insertCompany, insertRecord } from './company'
import { actorFor, allPages, listedIds, openTestDatabase, recording, services } from './reading'

let db: Database
let close: () => Promise<void>
let company: Company
const ids: Record<string, string> = {}
beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
  const { accountManager: owner, report: other } = company.people
  ids.mobile = await insertRecord(db, 'customer', { name: '恒远电子', phone: '+86 138-0013-8046' }, { owner })
  ids.landline = await insertRecord(db, 'customer', { name: '德恒机械', phone: '0512-66668888' }, { owner })
  ids.theirs = await insertRecord(
    db,
    'customer',
    { name: '别家仪器', phone: '13700138046' },
    { owner: other },
  )
  const pool = await insertRecord(db, 'pool', {})
  ids.lying = await insertRecord(db, 'customer', { name: '公海里的', phone: '13600138046', pool })
  const contact = (name: string, phone: string, customer: string, who = owner) =>
    insertRecord(db, 'contact', { name, phone, customer }, who ? { owner: who } : {})
  ids.wang = await contact('王建国', '15900007777', ids.mobile)
  ids.li = await contact('李敏', '15811112222', ids.theirs, other)
})
afterAll(() => close())

const found = async (
  who: 'accountManager' | 'administrator' | 'report',
  search: string,
  more: object = {},
) => {
  const actor = await actorFor(db, company.people[who]!)
  const all = await listedIds(db, actor, 'customer', { search, ...more })
  return ['mobile', 'landline', 'theirs', 'lying'].filter(name => all.includes(ids[name]!))
}

describe('the end of a phone number (CUST-16)', () => {
  test.each(['8046', '38046', '138046', '0138046', '00138046', '13800138046', '+8613800138046'])(
    '%s finds the customer',
    async words => {
      expect(await found('accountManager', words)).toContain('mobile')
      expect(await found('administrator', words)).toContain('mobile')
    },
  )

  test('a landline is found without its area code', async () => {
    expect(await found('administrator', '66668888')).toEqual(['landline'])
    expect(await found('administrator', '6668888')).toEqual(['landline'])
  })

  test('other digits before the same four don’t find it', async () => {
    expect(await found('administrator', '98046')).toEqual([])
    expect(await found('administrator', '13800138')).toEqual([])
  })

  test('a masked phone is found by the four digits that are shown, not by more', async () => {
    expect(await found('administrator', '8046')).toEqual(['mobile', 'theirs', 'lying'])
    expect(await found('administrator', '38046')).toEqual(['mobile', 'theirs'])
  })
})

describe('customers by their contacts (CUST-16)', () => {
  test.each(['王建国', 'wangjianguo', 'wjg', '建国', '15900007777', '7777', '00007777'])(
    '%s finds the customer, and says through whom',
    async search => {
      for (const who of ['accountManager', 'administrator'] as const) {
        const actor = await actorFor(db, company.people[who]!)
        const { rows, count } = await listRecords(db, actor, services, 'customer', { search })
        expect(rows.map(row => [row.id, row.foundThrough])).toEqual([
          [ids.mobile, { object: 'contact', id: ids.wang, name: '王建国' }],
        ])
        expect(count).toBe(1)
        expect(await exactCount(db, actor, 'customer', { search }, at)).toBe(1)
      }
    },
  )

  test('not through contacts that the reader may not list, nor customers outside the reader’s list', async () => {
    expect(await found('accountManager', '李敏')).toEqual([])
    expect(await found('report', '李敏')).toEqual(['theirs'])
    expect(await found('report', '王建国')).toEqual([])
  })

  test('filters and tabs hold for them as well', async () => {
    const filter = { field: 'name', op: 'contains', value: '德恒' }
    expect(await found('administrator', '王建国', { filter })).toEqual([])
    expect(await found('administrator', '王建国', { tab: 'mine' })).toEqual([])
    expect(await found('administrator', '李敏 ', { tab: 'all' })).toEqual(['theirs'])
  })

  test('a contact that is gone finds nothing', async () => {
    const gone = await insertRecord(
      db,
      'contact',
      { name: '赵离职', customer: ids.mobile! },
      { owner: company.people.accountManager! },
    )
    await db.query('update contact set deleted_at = $2::timestamptz where id = $1::uuid', [gone, at])
    expect(await found('administrator', '赵离职')).toEqual([])
  })

  test('own words and contacts are one list, in pages, each record once', async () => {
    const owner = company.people.report!
    for (let turn = 0; turn < 9; turn++) {
      const name = turn % 3 === 0 ? `申通${turn}` : `无关${turn}`
      const customer = await insertRecord(db, 'customer', { name }, { owner })
      if (turn % 3 < 2) await insertRecord(db, 'contact', { name: `申${turn}`, customer }, { owner })
    }
    for (const who of ['report', 'administrator'] as const) {
      const actor = await actorFor(db, company.people[who]!)
      const pages = await allPages(db, actor, 'customer', { search: '申', limit: 2, sort: 'name' })
      const names = pages.flatMap(page => page.rows.map(row => row.title))
      expect(names).toEqual(['无关1', '无关4', '无关7', '申通0', '申通3', '申通6'])
      expect(pages.map(page => page.count)).toEqual([6, 6, 6])
    }
  })

  test('a search of many takes no further trip to the database one after another', async () => {
    const actor = await actorFor(db, company.people.administrator!)
    const sql = recording(db)
    await listRecords(sql, actor, services, 'customer', { search: '王建国' })
    const [first, second] = sql.asked
    expect([first!.text, second!.text].join(' ')).toMatch(/from pool where not mask_phone/)
    expect([first!.text, second!.text].join(' ')).toMatch(/from "contact"/)
  })
})
