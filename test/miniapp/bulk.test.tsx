import type { ImportAnswer, ImportView } from '@gonghai/shared/client/exchange-api'
import type { OperationAnswer, OperationView } from '@gonghai/shared/client/operation-api'
import { objectList } from '@gonghai/shared/objects/index'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import CustomersPage from '../../miniapp/src/areas/customers/customers-page'
import { ImportPage } from '../../miniapp/src/areas/exchange/import-page'
import { OperationPage } from '../../miniapp/src/areas/operations/operation-page'
import { buildCustomer, buildList, buildMe } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'
import { visited } from './support/taro'

const operation = (change: Partial<OperationView> = {}): OperationView => ({
  id: 'operation-1',
  kind: 'bulk',
  subject: 'customer.remove',
  label: '删除',
  state: 'done',
  total: 2,
  done: 2,
  failed: 0,
  createdAt: '2026-11-21T01:00:00.000Z',
  finishedAt: null,
  ...change,
})

describe('choosing several records', () => {
  const records = [
    buildCustomer({ id: 'customer-1', title: '甲公司', allowed: ['customer.remove'] }),
    buildCustomer({ id: 'customer-2', title: '乙公司', allowed: ['customer.remove'] }),
  ]
  beforeEach(() => {
    server.use(
      http.post('/api/records/customer/query', () => HttpResponse.json(buildList(records, { count: 40 }))),
    )
  })
  const page = () => show(<CustomersPage />)
  const answer = (results: OperationAnswer['results'], change: Partial<OperationView> = {}) =>
    server.use(
      http.post('/api/operations', () =>
        HttpResponse.json({ operation: operation(change), results, next: null } satisfies OperationAnswer),
      ),
    )

  it('does to those that were ticked what all of them allow, after saying how many (CUST-16)', async () => {
    answer([])
    await page()
    await screen.findByText('甲公司')
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    fireEvent.click(screen.getByText('多选'))
    fireEvent.click(screen.getByRole('checkbox', { name: '甲公司' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '乙公司' }))
    expect(screen.getByText('已选 2 条')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '删除' }))
    expect(screen.getByRole('dialog', { name: /2 条记录/ })).toBeInTheDocument()
    fireEvent.click(screen.getAllByRole('button', { name: '删除' }).at(-1)!)
    expect(await screen.findByText('删除：2 条全部成功')).toBeInTheDocument()
    expect(sentTo('/api/operations')[0]?.body).toEqual({
      action: 'customer.remove',
      input: {},
      records: ['customer:customer-1', 'customer:customer-2'],
    })
  })

  it('shows what came of each where not all succeeded', async () => {
    answer([], { failed: 1 })
    await page()
    await screen.findByText('甲公司')
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    fireEvent.click(screen.getByText('多选'))
    fireEvent.click(screen.getByText('全选本页 2 条'))
    fireEvent.click(screen.getByText('选中全部 40 条'))
    fireEvent.click(screen.getByRole('button', { name: '删除' }))
    fireEvent.click(screen.getAllByRole('button', { name: '删除' }).at(-1)!)
    await waitFor(() => expect(visited.at(-1)?.url).toBe('/pages/operation/index?id=operation-1'))
    expect(sentTo('/api/operations')[0]?.body).toEqual({
      action: 'customer.remove',
      input: {},
      found: { object: 'customer', query: { tab: 'mine' } },
    })
  })

  it('saves what was ticked as a file with the columns that the list shows, or with every field (CUST-16)', async () => {
    server.use(
      http.get('/api/meta', () =>
        HttpResponse.json({
          me: buildMe(),
          objects: objectList.map(one => ({ ...one, verbs: [...one.verbs, 'export'] })),
          actions: {},
        }),
      ),
      http.post('/api/exports', () =>
        HttpResponse.json({ operation: operation({ kind: 'export', state: 'running' }) }, { status: 202 }),
      ),
    )
    await page()
    await screen.findByText('甲公司')
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    fireEvent.click(screen.getByText('多选'))
    fireEvent.click(screen.getByRole('checkbox', { name: '乙公司' }))
    fireEvent.click(screen.getByRole('button', { name: '导出' }))
    expect(await screen.findByText('导出所选的 1 条')).toBeInTheDocument()
    expect(screen.getByText(/^列表上的：客户名称 · /)).toBeInTheDocument()
    fireEvent.click(screen.getByText('CSV'))
    await waitFor(() => expect(visited.at(-1)?.url).toBe('/pages/operation/index?id=operation-1'))
    const sent = sentTo('/api/exports')[0]?.body as { columns: string[] }
    expect(sent).toMatchObject({ object: 'customer', format: 'csv', ids: ['customer-2'] })
    expect(sent.columns).toEqual(expect.arrayContaining(['name', 'stage', 'owner']))
    expect(sent.columns[0]).toBe('name')
    fireEvent.click(screen.getByText('全选本页 2 条'))
    fireEvent.click(screen.getByText('选中全部 40 条'))
    fireEvent.click(screen.getByRole('button', { name: '导出' }))
    fireEvent.click(await screen.findByRole('switch', { name: '全部字段' }))
    fireEvent.click(screen.getByText('Excel（.xlsx）'))
    await waitFor(() => expect(sentTo('/api/exports')).toHaveLength(2))
    expect(sentTo('/api/exports')[1]?.body).toEqual({
      object: 'customer',
      query: { tab: 'mine' },
      format: 'xlsx',
    })
  })

  it('says why it could not be started, and keeps what was ticked', async () => {
    server.use(http.post('/api/operations', () => refuse(403, 'notPermitted')))
    await page()
    await screen.findByText('甲公司')
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    fireEvent.click(screen.getByText('多选'))
    fireEvent.click(screen.getByRole('checkbox', { name: '甲公司' }))
    fireEvent.click(screen.getByRole('button', { name: '删除' }))
    fireEvent.click(screen.getAllByRole('button', { name: '删除' }).at(-1)!)
    expect(await screen.findByText('您没有这个权限。')).toBeInTheDocument()
    expect(screen.getByText('已选 1 条')).toBeInTheDocument()
  })
})

describe('page of an operation', () => {
  it('shows progress, results by record, and stops on the word (CUST-16)', async () => {
    server.use(
      http.get('/api/operations/operation-1', ({ request }) => {
        const only = new URL(request.url).searchParams.get('only')
        return HttpResponse.json({
          operation: operation({ state: 'running', total: 40, done: 10, failed: 1 }),
          results: only
            ? [
                {
                  position: 3,
                  record: null,
                  title: '丙公司',
                  state: 'refused',
                  message: '没有找到。',
                  code: 'notFound',
                },
              ]
            : [],
          next: null,
        } satisfies OperationAnswer)
      }),
      http.post('/api/operations/operation-1/cancel', () => HttpResponse.json({})),
    )
    await show(<OperationPage id="operation-1" />)
    expect(await screen.findByText('10 / 40')).toBeInTheDocument()
    expect(screen.getByRole('progressbar', { name: '25%' })).toBeInTheDocument()
    expect(await screen.findByText('没有找到。')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '取消剩余的' }))
    await waitFor(() => expect(sentTo('/api/operations/operation-1/cancel')).toHaveLength(1))
  })
})

describe('page of an import', () => {
  const view = (change: Partial<ImportView> = {}): ImportView => ({
    operation: operation({
      kind: 'import',
      subject: 'customer.create',
      state: 'ready',
      total: 3,
      done: 3,
      failed: 1,
    }),
    object: 'customer',
    fileName: '展会名单.xlsx',
    stage: 'ready',
    columns: [
      { heading: '客户名称', field: 'name', label: '客户名称' },
      { heading: '星座', field: null, label: null },
    ],
    rows: 3,
    wrong: 1,
    creates: 2,
    updates: 0,
    undoable: false,
    ...change,
  })
  const rows: ImportAnswer['rows'] = [
    {
      line: 3,
      title: '丁公司',
      state: 'wrong',
      message: '电话: 格式不对',
      cells: { 客户名称: '丁公司' },
      record: null,
    },
  ]

  it('says what was found, which column it does not know, and leaves out what is wrong only on the word (CUST-16)', async () => {
    server.use(
      http.get('/api/imports/operation-1', () =>
        HttpResponse.json({ import: view(), rows, next: null } satisfies ImportAnswer),
      ),
      http.post('/api/imports/operation-1/confirm', () => HttpResponse.json({})),
    )
    await show(<ImportPage id="operation-1" />)
    expect(await screen.findByText('新增 2')).toBeInTheDocument()
    expect(screen.getByText('有问题 1')).toBeInTheDocument()
    expect(screen.getByText('星座（不认识，不导入）')).toBeInTheDocument()
    expect(await screen.findByText('电话: 格式不对')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '跳过有问题的，导入 2 条' }))
    await waitFor(() =>
      expect(sentTo('/api/imports/operation-1/confirm')[0]?.body).toEqual({ skipWrong: true }),
    )
  })

  it('says why a table could not be read, and takes another', async () => {
    server.use(
      http.get('/api/imports/operation-1', () =>
        HttpResponse.json({
          import: view({ stage: 'failed', failure: '表里没有数据', rows: 0, wrong: 0, columns: [] }),
          rows: [],
          next: null,
        } satisfies ImportAnswer),
      ),
    )
    await show(<ImportPage id="operation-1" />)
    expect(await screen.findByText('表里没有数据')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '换一份表格' }))
    expect(await screen.findByText('下载模板')).toBeInTheDocument()
  })
})
