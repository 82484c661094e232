import { File } from 'node:buffer'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { RecordPage } from '../../miniapp/src/records/record-view'
import { buildApproval, buildCustomer, buildList } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'

const detail = (record = buildCustomer(), related: object[] = []) =>
  http.get('/api/records/customer/customer-1', () => HttpResponse.json({ record, related }))
const stream = (entries: object[] = []) =>
  http.get('/api/records/customer/customer-1/stream', () => HttpResponse.json({ entries, next: null }))
const page = () => show(<RecordPage object="customer" id="customer-1" />)

describe('detail of a customer', () => {
  it('shows head, key facts and the stream', async () => {
    const entry = {
      id: 'e1',
      at: '2026-11-20T02:00:00Z',
      by: { id: 'x', name: '张晓琳' },
      kind: 'followUp',
      text: '要两份报价',
    }
    server.use(detail(), stream([entry]))
    await page()
    expect(await screen.findByText('要两份报价')).toBeInTheDocument()
    expect(screen.getByText('KH-20261121-0001 · 负责人 张晓琳')).toBeInTheDocument()
    expect(screen.getByText('A 级')).toBeInTheDocument()
  })

  it('offers what is allowed, greys what is blocked and says why, and hides the rest', async () => {
    const record = buildCustomer({
      allowed: ['customer.update', 'contract.create'],
      blocked: { 'pool.release': '审批中的客户不能退回' },
    })
    server.use(detail(record), stream())
    await page()
    expect(await screen.findByRole('button', { name: '编辑' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '新建合同' })).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '删除' })).not.toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '退回公海' }))
    expect(await screen.findByText('审批中的客户不能退回')).toBeInTheDocument()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('pool.release asks for the reason, says the consequence, and keeps a refusal’s words in the sheet', async () => {
    server.use(
      detail(),
      stream(),
      http.post('/api/actions/pool.release', () => refuse(409, 'noPool')),
    )
    await page()
    fireEvent.click(await screen.findByRole('button', { name: '退回公海' }))
    expect(screen.getByText(/退回后不再由您负责/)).toBeInTheDocument()
    fireEvent.change(screen.getByLabelText('为什么退回'), { target: { value: '预算推到明年' } })
    fireEvent.click(screen.getAllByRole('button', { name: '退回公海' }).at(-1) as HTMLElement)
    expect(await screen.findByText('没有可以放回的公海，请选择一个。')).toBeInTheDocument()
    expect(sentTo('/api/actions/pool.release')[0]?.body).toEqual({
      record: 'customer:customer-1',
      reason: '预算推到明年',
    })
  })

  it('pool.release offers pools of its own kind alone (POOL-6)', async () => {
    const pools = '/api/records/pool/query'
    server.use(
      detail(),
      stream(),
      http.post(pools, () => HttpResponse.json(buildList([]))),
    )
    await page()
    fireEvent.click(await screen.findByRole('button', { name: '退回公海' }))
    fireEvent.click(screen.getByRole('button', { name: /退回到/ }))
    await waitFor(() =>
      expect(sentTo(pools)[0]?.body).toMatchObject({
        filter: { field: 'kind', op: 'eq', value: 'customer' },
      }),
    )
  })

  it('followUp.create keeps the words when the answer is lost, and clears them when it came', async () => {
    const create = '/api/actions/followUp.create'
    server.use(
      detail(),
      stream(),
      http.post(create, () => HttpResponse.error()),
    )
    const first = await page()
    fireEvent.click(await screen.findByRole('button', { name: '写跟进' }))
    fireEvent.change(screen.getByRole('textbox', { name: '写跟进' }), { target: { value: '聊过了' } })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    expect(await screen.findByText('连不上服务器，请检查网络后再试。')).toBeInTheDocument()
    first.unmount()
    server.use(http.post(create, () => HttpResponse.json({ result: {}, message: '跟进已记录' })))
    await page()
    expect(await screen.findByRole('textbox', { name: '写跟进' })).toHaveValue('聊过了')
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(sentTo(create)).toHaveLength(2))
    expect(sentTo(create)[1]?.body).toEqual({
      record: 'customer:customer-1',
      channel: 'phone',
      content: '聊过了',
    })
    await waitFor(() =>
      expect(localStorage.getItem('gonghai::draft:followUp:customer:customer-1')).toBeNull(),
    )
  })

  it('CUST-17 a follow-up takes photos along, and the stream opens them', async () => {
    const create = '/api/actions/followUp.create'
    const entry = {
      id: 'e2',
      at: '2026-11-20T02:00:00Z',
      by: { id: 'x', name: '张晓琳' },
      kind: 'followUp',
      text: '现场看过设备',
      files: [{ id: 'attachment-1', name: '铭牌.jpg', type: 'image/jpeg' }],
    }
    server.use(
      detail(),
      stream([entry]),
      http.post('/api/files', () =>
        HttpResponse.json({ id: 'file-1', fileName: '车间.jpg', size: 9, contentType: 'image/jpeg' }),
      ),
      http.get('/api/records/attachment/attachment-1/url', () => HttpResponse.json({ url: '/f/1' })),
      http.post(create, () => HttpResponse.json({ result: {}, message: '跟进已记录' })),
    )
    const click = jest.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (
      this: HTMLInputElement,
    ) {
      Object.defineProperty(this, 'files', { value: [new File(['x'], '车间.jpg', { type: 'image/jpeg' })] })
      this.dispatchEvent(new Event('change'))
    })
    await page()
    fireEvent.click(await screen.findByRole('button', { name: '铭牌.jpg' }))
    await waitFor(() => expect(sentTo('/api/records/attachment/attachment-1/url')).toHaveLength(1))
    fireEvent.click(screen.getByRole('button', { name: '写跟进' }))
    fireEvent.change(screen.getByRole('textbox', { name: '写跟进' }), { target: { value: '看了车间' } })
    fireEvent.click(screen.getByRole('button', { name: '拍照或相册' }))
    expect(await screen.findByText('车间.jpg')).toBeInTheDocument()
    click.mockRestore()
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(sentTo(create)).toHaveLength(1))
    expect(sentTo(create)[0]?.body).toMatchObject({ content: '看了车间', files: ['file-1'] })
    await waitFor(() => expect(screen.queryByText('车间.jpg')).not.toBeInTheDocument())
  })

  it('lists what belongs to it and adds to it', async () => {
    server.use(
      detail(buildCustomer(), [{ object: 'contact', field: 'customer', count: 1 }]),
      stream(),
      http.post('/api/records/contact/query', () =>
        HttpResponse.json(
          buildList([buildCustomer({ id: 'contact-1', object: 'contact', title: '陈工', values: {} })]),
        ),
      ),
    )
    await page()
    fireEvent.click(await screen.findByRole('tab', { name: /联系人/ }))
    expect(await screen.findByText('陈工')).toBeInTheDocument()
    expect(sentTo('/api/records/contact/query')[0]?.body).toEqual({
      limit: 20,
      filter: { field: 'customer', op: 'eq', value: 'customer-1' },
    })
  })

  it('leads to a pending approval and lets its applicant withdraw', async () => {
    const approval = buildApproval({
      object: 'customer',
      recordId: 'customer-1',
      allowed: ['approval.withdraw'],
    })
    server.use(detail(buildCustomer({ allowed: [], approval })), stream())
    await page()
    expect(await screen.findByText('总监与财务：等待周建国、赵敏')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '撤回' })).toBeInTheDocument()
  })

  it('answers for a record that is hidden as for one that is missing', async () => {
    server.use(http.get('/api/records/customer/customer-1', () => refuse(404, 'notFound')))
    await page()
    expect(await screen.findByText('看不到这条内容')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '再试一次' })).not.toBeInTheDocument()
  })
})
