import { fireEvent, screen, waitFor } from '@testing-library/react'
import { FormPage } from '../../miniapp/src/records/form-page'
import { buildCustomer } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'
import { visited } from './support/taro'

const create = '/api/actions/customer.create'
const update = '/api/actions/customer.update'
const typed = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const save = () => fireEvent.click(screen.getByRole('button', { name: '保存' }))
const created = () => HttpResponse.json({ result: { id: 'customer-9' }, message: '客户已新建' })

describe('form of a new customer', () => {
  it('asks for what is required and sends nothing without it', async () => {
    await show(<FormPage object="customer" />)
    await screen.findByLabelText('客户名称')
    save()
    expect(await screen.findByRole('alert')).toHaveTextContent(/./)
    await waitFor(() => expect(screen.getByLabelText('客户名称')).toHaveFocus())
    expect(sentTo(create)).toHaveLength(0)
  })

  it('checks a field when one leaves it', async () => {
    await show(<FormPage object="customer" />)
    const phone = await screen.findByLabelText('电话')
    fireEvent.change(phone, { target: { value: 'abc' } })
    fireEvent.blur(phone)
    expect(phone).toHaveAttribute('aria-invalid', 'true')
    fireEvent.change(phone, { target: { value: '138 0013 8000' } })
    fireEvent.blur(phone)
    expect(phone).not.toHaveAttribute('aria-invalid')
  })

  it('saves once however often one presses, then opens the record', async () => {
    server.use(
      http.post(create, async () => new Promise<Response>(done => setTimeout(() => done(created()), 50))),
    )
    await show(<FormPage object="customer" />)
    await screen.findByLabelText('客户名称')
    typed('客户名称', ' 新客户 ')
    fireEvent.click(screen.getByRole('radio', { name: '华东' }))
    save()
    save()
    save()
    await waitFor(() =>
      expect(visited).toContainEqual({
        how: 'redirectTo',
        url: '/pages/record/index?object=customer&id=customer-9',
      }),
    )
    expect(sentTo(create)).toHaveLength(1)
    expect(sentTo(create)[0]?.body).toEqual({ name: '新客户', region: 'east' })
    expect(sentTo(create)[0]?.headers['idempotency-key']).toMatch(/^[\w-]{24}$/)
  })

  it('sends the same words under the same key after a lost answer, other words under another', async () => {
    server.use(http.post(create, () => HttpResponse.error()))
    await show(<FormPage object="customer" />)
    await screen.findByLabelText('客户名称')
    typed('客户名称', '新客户')
    save()
    expect(await screen.findByText('连不上服务器，请检查网络后再试。')).toBeInTheDocument()
    save()
    await waitFor(() => expect(sentTo(create)).toHaveLength(2))
    await screen.findByText('连不上服务器，请检查网络后再试。')
    typed('客户名称', '别的客户')
    save()
    await waitFor(() => expect(sentTo(create)).toHaveLength(3))
    const [one, two, three] = sentTo(create).map(call => call.headers['idempotency-key'])
    expect(two).toBe(one)
    expect(three).not.toBe(one)
  })

  it('finds again what was typed before the web view was closed, until it is given up', async () => {
    const first = await show(<FormPage object="customer" />)
    await screen.findByLabelText('客户名称')
    typed('客户名称', '没保存的客户')
    first.unmount()
    await show(<FormPage object="customer" />)
    expect(await screen.findByText('已找回上次没保存的内容')).toBeInTheDocument()
    expect(screen.getByLabelText('客户名称')).toHaveValue('没保存的客户')
    fireEvent.click(screen.getByRole('button', { name: '放弃' }))
    expect(screen.getByLabelText('客户名称')).toHaveValue('')
    expect(localStorage.getItem('gonghai::draft:customer:new')).toBeNull()
  })

  it('puts the server’s words at the field, unfolding the rare ones', async () => {
    const fields = [{ path: 'taxNumber', rule: 'duplicate', message: '已有客户用这个税号' }]
    server.use(http.post(create, () => refuse(400, 'invalidInput', {}, { fields })))
    await show(<FormPage object="customer" />)
    await screen.findByLabelText('客户名称')
    expect(screen.queryByLabelText('税号')).not.toBeInTheDocument()
    typed('客户名称', '新客户')
    save()
    expect(await screen.findByText('已有客户用这个税号')).toBeInTheDocument()
    await waitFor(() => expect(screen.getByLabelText('税号')).toHaveFocus())
  })
})

describe('form of a standing customer', () => {
  const detail = (record = buildCustomer()) =>
    http.get('/api/records/customer/customer-1', () => HttpResponse.json({ record, related: [] }))

  it('sends only what changed, with the version it was begun on', async () => {
    server.use(
      detail(),
      http.post(update, () => HttpResponse.json({ result: {}, message: '客户已保存' })),
    )
    await show(<FormPage object="customer" id="customer-1" />)
    expect(await screen.findByLabelText('客户名称')).toHaveValue('苏州恒远电子有限公司')
    typed('意向', '')
    save()
    await waitFor(() => expect(sentTo(update)).toHaveLength(1))
    expect(sentTo(update)[0]?.body).toEqual({ id: 'customer-1', version: 3, interest: null })
  })

  it('shows what somebody else changed meanwhile, lets one choose, and saves on the newer version', async () => {
    let version = 3
    const theirs = buildCustomer({ version: 4 })
    theirs.values = { ...theirs.values, interest: '影像测量仪', industry: 'medical' }
    server.use(
      http.get('/api/records/customer/customer-1', () =>
        HttpResponse.json({ record: version === 3 ? buildCustomer() : theirs, related: [] }),
      ),
      http.post(update, async ({ request }) => {
        const body = (await request.json()) as { version: number }
        version = 4
        return body.version === 3
          ? refuse(409, 'staleVersion')
          : HttpResponse.json({ result: {}, message: '客户已保存' })
      }),
    )
    await show(<FormPage object="customer" id="customer-1" />)
    await screen.findByLabelText('意向')
    typed('意向', '激光跟踪仪')
    typed('电话', '13900139000')
    save()
    expect(await screen.findByText('别人刚改过这条记录')).toBeInTheDocument()
    expect(screen.getByText(/电子制造 → 医疗器械/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('radio', { name: /我的\s*激光跟踪仪/ }))
    fireEvent.click(screen.getByRole('button', { name: '继续编辑' }))
    save()
    await waitFor(() => expect(sentTo(update)).toHaveLength(2))
    expect(sentTo(update)[1]?.body).toEqual({
      id: 'customer-1',
      version: 4,
      interest: '激光跟踪仪',
      phone: '13900139000',
    })
  })
})
