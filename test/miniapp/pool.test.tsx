import { customer } from '@gonghai/shared/objects/customer'
import type { Field } from '@gonghai/shared/objects/declare'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { PoolView } from '../../miniapp/src/areas/pool/pool-view'
import PoolsPage from '../../miniapp/src/areas/pool/pools-page'
import type { ObjectMeta } from '../../miniapp/src/lib/meta'
import { Facts } from '../../miniapp/src/records/facts'
import { buildList, buildMe, buildPool, buildPooled } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'

const claim = '/api/actions/pool.claim'
const quota = { held: 14, holdLimit: 30, today: 1, dayLimit: 2, waiting: 1 }
const list = (rows = [buildPooled()]) =>
  http.post('/api/records/customer/query', () => HttpResponse.json(buildList(rows, { quota })))
const press = async () => fireEvent.click(await screen.findByRole('button', { name: '领取' }))

describe('pool.claim from the list of a pool', () => {
  it('POOL-3 shows what one may still take', async () => {
    server.use(list())
    await show(<PoolView pool={buildPool()} />)
    expect(
      await screen.findByText('1 个客户 · 今日已领 1/2 · 持有 14/30 · 另有 1 条待审核'),
    ).toBeInTheDocument()
    expect(sentTo('/api/records/customer/query')[0]?.body).toEqual({ limit: 20, tab: { pool: 'pool-1' } })
  })

  it('CUST-18 CUST-16 is narrowed by tags, any conditions and another order', async () => {
    const tag = { id: '0192ab00-0000-7000-8000-00000000000a', name: '展会', color: 'blue' }
    server.use(
      list(),
      http.get('/api/tags', () =>
        HttpResponse.json({ tags: [{ ...tag, objects: ['customer'], active: true, uses: 1 }] }),
      ),
    )
    await show(<PoolView pool={buildPool()} />)
    await screen.findByRole('button', { name: '领取' })
    const asked = () => sentTo('/api/records/customer/query').at(-1)?.body
    fireEvent.click(screen.getByRole('button', { name: '筛选' }))
    fireEvent.click(await screen.findByText('展会'))
    fireEvent.click(screen.getByText('高级筛选'))
    const rules = within(await screen.findByRole('dialog', { name: '高级筛选' }))
    fireEvent.click(rules.getAllByRole('radio', { name: '不为空' })[0]!)
    fireEvent.click(screen.getByRole('button', { name: '查看结果' }))
    const filter = {
      and: [
        { field: 'tags', op: 'in', value: [tag.id] },
        { field: 'stage', op: 'notEmpty' },
      ],
    }
    await waitFor(() => expect(asked()).toEqual({ limit: 20, tab: { pool: 'pool-1' }, filter }))
    fireEvent.click(screen.getByRole('button', { name: '排序' }))
    fireEvent.click(await screen.findByText('按客户名称，从前往后'))
    await waitFor(() => expect(asked()).toEqual({ limit: 20, tab: { pool: 'pool-1' }, filter, sort: 'name' }))
    fireEvent.click(screen.getByRole('button', { name: '去掉条件：展会' }))
    await waitFor(() => expect(asked()).toMatchObject({ filter: filter.and[1] }))
  })

  it('CUST-18 pools with a tag are found among many', async () => {
    const tag = { id: 'tag-1', name: '华东', color: 'blue' }
    const east = { ...buildPool(), references: { tags: [tag] } }
    const north = { ...buildPool(), id: 'pool-2', title: '华北公海' }
    server.use(
      http.post('/api/records/pool/query', () => HttpResponse.json(buildList([north, east]))),
      http.get('/api/pool-reviews', () => HttpResponse.json({ rows: [], waiting: 0, next: null })),
      list(),
    )
    await show(<PoolsPage />)
    expect(await screen.findByRole('tab', { name: '华北公海' })).toBeInTheDocument()
    fireEvent.click(screen.getByText('华东'))
    expect(screen.queryByRole('tab', { name: '华北公海' })).not.toBeInTheDocument()
    expect(screen.getByRole('tab', { name: east.title })).toBeInTheDocument()
    fireEvent.click(screen.getByText('华东'))
    expect(screen.getByRole('tab', { name: '华北公海' })).toBeInTheDocument()
  })

  it('CUST-3 shows business characteristics on the row and at the head of the page, before anybody claims', async () => {
    const fields: Record<string, Field> = {
      ...customer.fields,
      c_plain: { kind: 'text', custom: true, labels: { 'zh-CN': '一般字段' } },
      c_budget: { kind: 'integer', custom: true, pooled: true, labels: { 'zh-CN': '年检测预算' } },
    }
    const meta = { ...customer, fields } as unknown as ObjectMeta
    const pooled = buildPooled()
    const values = { ...pooled.values, c_plain: '某', c_budget: 80, pool: 'pool-1', owner: null }
    server.use(
      http.get('/api/meta', () =>
        HttpResponse.json({ me: buildMe(), actions: {}, objects: [meta], may: [] }),
      ),
      list([{ ...pooled, values }]),
    )
    const shown = await show(<PoolView pool={buildPool()} />)
    expect(await screen.findByText('年检测预算 80')).toBeInTheDocument()
    expect(screen.queryByText(/一般字段/)).not.toBeInTheDocument()
    shown.unmount()
    await show(<Facts meta={meta} record={{ ...pooled, values }} />)
    const labels = [...document.querySelectorAll('.facts-title, .fact-label')].map(one => one.textContent)
    expect(labels.slice(labels.indexOf('业务特性'), labels.indexOf('业务特性') + 2)).toEqual([
      '业务特性',
      '年检测预算',
    ])
    expect(labels.indexOf('年检测预算')).toBeLessThan(labels.indexOf('一般字段'))
  })

  it('POOL-2 claims once, keeps the row with its result, and takes the claim back', async () => {
    const undo = { action: 'pool.undoClaim', input: { record: 'customer:customer-1' } }
    let taken = false
    server.use(
      http.post('/api/records/customer/query', () =>
        HttpResponse.json(buildList(taken ? [] : [buildPooled()], { quota })),
      ),
      http.post(claim, () => {
        taken = true
        return HttpResponse.json({ result: {}, message: '已领取「苏州恒远电子」', undo })
      }),
      http.post('/api/actions/pool.undoClaim', () => {
        taken = false
        return HttpResponse.json({ result: {}, message: '已撤销' })
      }),
    )
    await show(<PoolView pool={buildPool()} />)
    await press()
    expect(await screen.findByText('已归您')).toBeInTheDocument()
    await waitFor(() => expect(sentTo('/api/records/customer/query').length).toBeGreaterThan(1))
    expect(screen.getByText('苏州恒远电子有限公司')).toBeInTheDocument()
    expect(sentTo(claim)[0]?.body).toEqual({ record: 'customer:customer-1' })
    fireEvent.click(screen.getByRole('button', { name: '撤销' }))
    expect(await screen.findByRole('button', { name: '领取' })).toBeInTheDocument()
    expect(sentTo('/api/actions/pool.undoClaim')[0]?.body).toEqual({ record: 'customer:customer-1' })
  })

  it('POOL-8 says who was faster, on the row and in words', async () => {
    const params = { record: '苏州恒远电子', name: '陈立', time: '10:01' }
    server.use(
      list(),
      http.post(claim, () => refuse(409, 'alreadyClaimed', params)),
    )
    await show(<PoolView pool={buildPool()} />)
    await press()
    expect(await screen.findByText('陈立 10:01 领取')).toBeInTheDocument()
    expect(
      within(screen.getByRole('status', { name: '' })).getByText(/已由陈立在 10:01 领取/),
    ).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '领取' })).not.toBeInTheDocument()
  })

  it('POOL-3 says which limit refused it, and leaves the button', async () => {
    const params = { pool: '华东大区公海', claimed: 2, limit: 2, waiting: '' }
    server.use(
      list(),
      http.post(claim, () => refuse(409, 'dayLimit', params)),
    )
    await show(<PoolView pool={buildPool()} />)
    await press()
    expect(await screen.findByRole('alert')).toHaveTextContent(
      '您今天已从「华东大区公海」领取 2 个，每天上限 2 个',
    )
    expect(screen.getByRole('button', { name: '领取' })).toBeEnabled()
  })

  it('greys what can’t be claimed just now and says why when pressed', async () => {
    const blocked = { 'pool.claim': '您 11-19 退回，11-22 起可再领' }
    server.use(list([buildPooled({ allowed: [], blocked })]))
    await show(<PoolView pool={buildPool()} />)
    await press()
    expect(screen.getAllByText(blocked['pool.claim'])).toHaveLength(2)
    expect(sentTo(claim)).toHaveLength(0)
  })
})
