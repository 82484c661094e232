import { File } from 'node:buffer'
import type { RecordView } from '@gonghai/shared/client/api'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { tabsOf } from '../../miniapp/src/areas/frame/tabs'
import ServicePage from '../../miniapp/src/areas/service/service-page'
import { RecordPage } from '../../miniapp/src/records/record-view'
import { buildCustomer, buildList, buildMe } from './support/builders'
import { HttpResponse, http, sentTo, server } from './support/server'
import { show } from './support/show'
import { visited } from './support/taro'

const buildRequest = (change: Partial<RecordView> = {}): RecordView =>
  buildCustomer({
    id: 'request-1',
    object: 'serviceRequest',
    number: 'FW-20261121-0007',
    title: '测量机开不了机',
    values: {
      title: '测量机开不了机',
      state: 'received',
      kind: 'fault',
      priority: 'urgent',
      urges: 2,
      customer: 'customer-1',
    },
    references: { customer: { id: 'customer-1', name: '苏州恒远电子有限公司' } },
    allowed: ['request.dispatch'],
    ...change,
  })

const buildOrder = (state: string, allowed: string[]): RecordView =>
  buildCustomer({
    id: `order-${state}`,
    object: 'workOrder',
    number: 'GD-20261121-0001',
    title: `工单 ${state}`,
    values: { title: `工单 ${state}`, state, request: 'request-1', customer: 'customer-1' },
    references: { customer: { id: 'customer-1', name: '苏州恒远电子有限公司' } },
    allowed,
  })

const lists = (rows: Record<string, RecordView[]>) =>
  Object.entries(rows).map(([object, found]) =>
    http.post(`/api/records/${object}/query`, () => HttpResponse.json(buildList(found))),
  )
const run = (name: string) =>
  http.post(`/api/actions/${name}`, () => HttpResponse.json({ result: {}, message: '好了' }))
const engineers = http.get('/api/service/engineers', () =>
  HttpResponse.json({
    engineers: [
      { id: 'employee-8', name: '刘师傅', title: '服务工程师', open: 0 },
      { id: 'employee-9', name: '孙师傅', title: null, open: 3 },
    ],
  }),
)

describe('service tab', () => {
  it('stands there only for whoever may use requests or orders', () => {
    const meta = { me: buildMe(), actions: {}, objects: [], may: [] }
    expect(tabsOf(meta).map(({ key }) => key)).not.toContain('service')
    const one = { name: 'workOrder' } as (typeof meta.objects)[number]
    expect(tabsOf({ ...meta, objects: [one] }).map(({ key }) => key)).toContain('service')
  })

  it('CUST-16 requests are searched, filtered and kept as views within how far they are', async () => {
    const view = {
      id: 'view-1',
      name: '催过的',
      shared: false,
      owner: null,
      filter: { field: 'urges', op: 'gte', value: 1 },
      sort: 'wantedAt',
      tab: null,
      columns: null,
      names: {},
      editable: true,
    }
    server.use(
      ...lists({ serviceRequest: [buildRequest()] }),
      http.get('/api/lists/serviceRequest', () =>
        HttpResponse.json({ views: [view], columns: null, view: null, mayShare: false }),
      ),
    )
    await show(<ServicePage />)
    const asked = () => sentTo('/api/records/serviceRequest/query').at(-1)?.body
    const received = { field: 'state', op: 'in', value: ['received'] }
    await waitFor(() => expect(asked()).toEqual({ limit: 20, tab: 'all', filter: received }))
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '恒远' } })
    await waitFor(() => expect(asked()).toEqual({ limit: 20, tab: 'all', filter: received, search: '恒远' }))
    fireEvent.click(await screen.findByRole('tab', { name: '催过的' }))
    await waitFor(() =>
      expect(asked()).toEqual({
        limit: 20,
        tab: 'all',
        sort: 'wantedAt',
        search: '恒远',
        filter: { and: [received, view.filter] },
      }),
    )
    fireEvent.click(screen.getByRole('tab', { name: /^已派/ }))
    await waitFor(() =>
      expect(asked()).toMatchObject({
        filter: { and: [{ field: 'state', value: ['dispatched', 'accepted'] }, view.filter] },
      }),
    )
  })

  it('CUST-16 several requests are chosen for one action', async () => {
    server.use(...lists({ serviceRequest: [buildRequest()] }))
    await show(<ServicePage />)
    await screen.findByText('测量机开不了机')
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    fireEvent.click(await screen.findByText('多选'))
    fireEvent.click(await screen.findByRole('checkbox', { name: '测量机开不了机' }))
    expect(within(screen.getByRole('toolbar')).getByText('已选 1 条')).toBeInTheDocument()
  })

  it('SERV-2 gives a waiting request to the engineer with least in hand, saying what happens then', async () => {
    server.use(...lists({ serviceRequest: [buildRequest()] }), engineers, run('request.dispatch'))
    await show(<ServicePage />)
    expect(await screen.findByText('催了 2 次')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '派工' }))
    const question = within(await screen.findByRole('dialog'))
    expect(question.getByText(/工程师会在聊天里收到/)).toBeInTheDocument()
    fireEvent.click(question.getByRole('button', { name: /派给哪位工程师/ }))
    expect(await screen.findByText('手上 3 件')).toBeInTheDocument()
    const first = screen.getAllByRole('radio').find(row => row.textContent?.includes('师傅'))
    expect(first).toHaveTextContent('刘师傅')
    fireEvent.click(first as HTMLElement)
    expect(await screen.findByRole('button', { name: '派给哪位工程师 刘师傅' })).toBeInTheDocument()
    fireEvent.click(question.getByRole('button', { name: '派工' }))
    await waitFor(() => expect(sentTo('/api/actions/request.dispatch')).toHaveLength(1))
    expect(sentTo('/api/actions/request.dispatch')[0]?.body).toEqual({
      request: 'request-1',
      engineer: 'employee-8',
    })
  })

  it('asks the server only for the states of the tab', async () => {
    server.use(...lists({ serviceRequest: [] }))
    await show(<ServicePage />)
    fireEvent.click(await screen.findByRole('tab', { name: /处理中/ }))
    expect(await screen.findByText('没有处理中的请求')).toBeInTheDocument()
    expect(sentTo('/api/records/serviceRequest/query').at(-1)?.body).toMatchObject({
      filter: { field: 'state', op: 'in', value: ['onTheWay', 'working'] },
    })
  })
})

describe('an engineer’s orders', () => {
  it.each([
    ['assigned', ['work.refuse', 'work.accept'], '接单'],
    ['onTheWay', ['work.handOver', 'work.begin'], '开始处理'],
  ])('has one next step: %s', async (state, allowed, label) => {
    const action = state === 'assigned' ? 'work.accept' : 'work.begin'
    server.use(...lists({ workOrder: [buildOrder(state, allowed)], serviceRequest: [] }), run(action))
    await show(<ServicePage />)
    fireEvent.click(await screen.findByRole('tab', { name: '我的工单' }))
    fireEvent.click(await screen.findByRole('button', { name: label }))
    await waitFor(() =>
      expect(sentTo(`/api/actions/${action}`)[0]?.body).toEqual({ order: `order-${state}` }),
    )
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('SERV-8 is completed with words and photos', async () => {
    server.use(
      http.get('/api/records/workOrder/order-working', () =>
        HttpResponse.json({ record: buildOrder('working', ['work.complete']), related: [] }),
      ),
      http.get('/api/service/requests/request-1/steps', () => HttpResponse.json({ steps: [] })),
      http.post('/api/files', () =>
        HttpResponse.json({ id: 'file-1', fileName: 'after.jpg', size: 9, contentType: 'image/jpeg' }),
      ),
      run('work.complete'),
    )
    const click = jest.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (
      this: HTMLInputElement,
    ) {
      Object.defineProperty(this, 'files', { value: [new File(['x'], 'after.jpg', { type: 'image/jpeg' })] })
      this.dispatchEvent(new Event('change'))
    })
    await show(<RecordPage object="workOrder" id="order-working" />)
    fireEvent.click(await screen.findByRole('button', { name: '完工' }))
    const question = within(await screen.findByRole('dialog'))
    fireEvent.change(question.getByLabelText('做了什么（客户会看到）'), { target: { value: '换了电源' } })
    fireEvent.click(question.getByRole('button', { name: '拍照或相册' }))
    expect(await question.findByText('after.jpg')).toBeInTheDocument()
    click.mockRestore()
    fireEvent.click(question.getByRole('button', { name: '完工' }))
    await waitFor(() => expect(sentTo('/api/actions/work.complete')).toHaveLength(1))
    expect(sentTo('/api/actions/work.complete')[0]?.body).toEqual({
      order: 'order-working',
      result: '换了电源',
      files: ['file-1'],
    })
  })

  it('shows the request’s timeline, newest first', async () => {
    const step = { byCustomer: false, who: null, words: null, expectedAt: null, files: [] }
    server.use(
      http.get('/api/records/serviceRequest/request-1', () =>
        HttpResponse.json({ record: buildRequest(), related: [] }),
      ),
      http.get('/api/service/requests/request-1/steps', () =>
        HttpResponse.json({
          steps: [
            { ...step, id: 's1', kind: 'received', at: '2026-11-20T02:00:00Z', byCustomer: true },
            {
              ...step,
              id: 's2',
              kind: 'dispatched',
              at: '2026-11-20T03:00:00Z',
              who: { name: '刘师傅', phone: null },
            },
          ],
        }),
      ),
    )
    await show(<RecordPage object="serviceRequest" id="request-1" />)
    const steps = await screen.findAllByRole('listitem')
    expect(steps[0]).toHaveTextContent(/已派工.*刘师傅/)
    expect(steps[1]).toHaveTextContent(/已登记.*客户/)
  })
})

describe('a machine', () => {
  it('shows what stands in its QR code and starts a request with machine and customer', async () => {
    const record = buildCustomer({
      id: 'asset-1',
      object: 'asset',
      title: 'CMM-800',
      values: { name: 'CMM-800', code: 'abcdefgh12345678', customer: 'customer-1' },
      references: { customer: { id: 'customer-1', name: '苏州恒远' } },
      allowed: [],
    })
    server.use(http.get('/api/records/asset/asset-1', () => HttpResponse.json({ record, related: [] })))
    await show(<RecordPage object="asset" id="asset-1" />)
    expect(await screen.findByText('http://gonghai.test/q/abcdefgh12345678')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '新建服务请求' }))
    const prefill = new URLSearchParams(visited[0]?.url.split('?')[1]).get('prefill')
    expect(prefill).toBe('asset=asset-1=CMM-800&customer=customer-1=苏州恒远')
  })
})

describe('satisfaction', () => {
  it('SERV-8 is drawn as bars with the same numbers in a table', async () => {
    const row = {
      key: 'employee-8',
      name: '刘师傅',
      asked: 4,
      answered: 3,
      average: '4.67',
      stars: [0, 0, 0, 1, 2],
    }
    server.use(
      ...lists({ serviceRequest: [] }),
      http.get('/api/service/satisfaction', ({ request }) =>
        HttpResponse.json({ by: new URL(request.url).searchParams.get('by'), from: '', to: '', rows: [row] }),
      ),
    )
    await show(<ServicePage />)
    fireEvent.click(await screen.findByRole('tab', { name: '满意度' }))
    expect(await screen.findByRole('img', { name: '刘师傅：平均 4.67 星' })).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '看表格' }))
    const cells = within(screen.getByRole('table')).getAllByRole('cell')
    expect(cells.map(cell => cell.textContent)).toEqual(['刘师傅', '4.67', '2', '1', '0', '0', '0', '3/4'])
  })
})
