import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { AssetsPage } from '../../miniapp/src/areas/portal/assets-page'
import { codeIn } from '../../miniapp/src/areas/portal/choose-asset'
import { portalReturn } from '../../miniapp/src/areas/portal/go'
import { PortalHome } from '../../miniapp/src/areas/portal/home-page'
import { NewPage } from '../../miniapp/src/areas/portal/new-page'
import { RatePage } from '../../miniapp/src/areas/portal/rate-page'
import { RequestPage } from '../../miniapp/src/areas/portal/request-page'
import { RequestsPage } from '../../miniapp/src/areas/portal/requests-page'
import { customer, keepSession, staff } from '../../miniapp/src/lib/session'
import { calls, HttpResponse, http, refuse, sentTo, server } from './support/server'
import { answerMe, buildAsset, buildRequest, buildSurvey, showPortal } from './support/show-portal'
import { visited } from './support/taro'

const assets = http.get('/portal/assets', () => HttpResponse.json({ rows: [buildAsset()], next: null }))
const request = (change: Parameters<typeof buildRequest>[0] = {}) =>
  http.get('/portal/requests/request-1', () => HttpResponse.json(buildRequest(change)))
const action = (name: string, result: Record<string, unknown> = {}) =>
  http.post(`/portal/actions/${name}`, () => HttpResponse.json({ result, message: '好了' }))
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

describe('portal home', () => {
  it('PORTAL-1 shows an unverified follower nothing but the form, and opens the door with serial number and phone ending', async () => {
    server.use(action('portal.verify', { asset: 'asset-1' }))
    await showPortal(<PortalHome />, { verified: false, name: null, company: null })
    const button = await screen.findByRole('button', { name: '确认' })
    expect(screen.queryByText('我的设备')).not.toBeInTheDocument()
    expect(button).toBeDisabled()
    fireEvent.change(screen.getByLabelText('序列号'), { target: { value: ' CMM-800-4471 ' } })
    fireEvent.change(screen.getByLabelText('手机号后四位'), { target: { value: '80a00' } })
    server.use(answerMe())
    fireEvent.click(button)
    expect(await screen.findByText('陈工，您好')).toBeInTheDocument()
    expect(sentTo('/portal/actions/portal.verify')[0]?.body).toEqual({
      serialNumber: 'CMM-800-4471',
      phoneEnding: '8000',
    })
  })

  it('says the server’s sentence where the machine cannot be opened', async () => {
    server.use(http.post('/portal/actions/portal.verify', () => refuse(422, 'verifyFailed')))
    await showPortal(<PortalHome />, { verified: false })
    fireEvent.change(await screen.findByLabelText('序列号'), { target: { value: 'X' } })
    fireEvent.change(screen.getByLabelText('手机号后四位'), { target: { value: '0000' } })
    press('确认')
    expect(await screen.findByRole('alert')).toBeInTheDocument()
  })

  it('has three big things, and leads to a rating that is asked for', async () => {
    await showPortal(<PortalHome />, { survey: buildSurvey() })
    fireEvent.click(await screen.findByRole('button', { name: /请您评价/ }))
    for (const name of [/报修/, /我的服务/, /我的设备/]) press(name)
    expect(visited.map(({ url }) => url)).toEqual([
      '/pages/portal/rate/index?id=survey-1',
      '/pages/portal/new/index',
      '/pages/portal/requests/index',
      '/pages/portal/assets/index',
    ])
  })

  it('speaks the language that the server knows', async () => {
    await showPortal(<PortalHome />, { locale: 'en' })
    expect(await screen.findByText('Hello, 陈工')).toBeInTheDocument()
  })
})

describe('portal session', () => {
  it('never sends the employee’s token, and leaves the employee signed in when it ends', async () => {
    keepSession({ token: 'token-1', expiresAt: '2099-01-01T00:00:00.000Z' })
    await showPortal(<PortalHome />)
    await screen.findByText('陈工，您好')
    expect(sentTo('/portal/me')[0]?.headers.authorization).toBe('Bearer portal-1')
    server.use(http.get('/portal/requests/request-1', () => refuse(401, 'notSignedIn')))
    await showPortal(<RequestPage id="request-1" />)
    await waitFor(() => expect(customer.held.get()).toBeUndefined())
    expect(staff.held.get()).toBe('token-1')
    expect(calls.every(call => call.headers.authorization === 'Bearer portal-1')).toBe(true)
    expect(visited.at(-1)?.url).toContain('/pages/portal/sign-in/index')
  })

  it('returns to its own pages only', () => {
    expect(portalReturn('/#/pages/portal/request/index?id=7')).toBe('/pages/portal/request/index?id=7')
    for (const strange of [
      undefined,
      'https://evil.test',
      '/pages/home/index',
      '//evil.test',
      '/pages/portal/sign-in/index',
    ])
      expect(portalReturn(strange)).toBe('/pages/portal/home/index')
  })
})

describe('portal request', () => {
  it('PORTAL-2 is filed with kind, words and the machine of the QR code, once per press', async () => {
    server.use(
      assets,
      http.get('/portal/assets/by-code/abcdefgh12345678', () => HttpResponse.json(buildAsset())),
      action('request.file', { id: 'request-9', number: 'FW-20261121-0009' }),
    )
    await showPortal(<NewPage code="abcdefgh12345678" />)
    expect(await screen.findByText('三坐标 CMM-800 · CMM-800-4471')).toBeInTheDocument()
    press('提交')
    expect(await screen.findByRole('alert')).toBeInTheDocument()
    fireEvent.change(screen.getByLabelText('怎么了'), { target: { value: ' 开不了机 ' } })
    press('提交')
    press('提交')
    await waitFor(() => expect(visited).toHaveLength(1))
    expect(visited[0]).toEqual({ how: 'redirectTo', url: '/pages/portal/request/index?id=request-9' })
    expect(sentTo('/portal/actions/request.file').map(({ body }) => body)).toEqual([
      { kind: 'fault', description: '开不了机', asset: 'asset-1' },
    ])
    expect(localStorage.getItem('gonghai::draft:portal:new')).toBeNull()
  })

  it('asks to be verified for a machine that is somebody else’s', async () => {
    server.use(http.get('/portal/assets/by-code/foreign', () => refuse(404, 'notFound')))
    await showPortal(<NewPage code="foreign" />)
    expect(await screen.findByText('再认一台设备')).toBeInTheDocument()
  })

  it('keeps what was typed when the web view is closed', async () => {
    server.use(assets)
    const first = await showPortal(<NewPage />)
    fireEvent.change(await screen.findByLabelText('怎么了'), { target: { value: '漏油' } })
    first.unmount()
    await showPortal(<NewPage />)
    expect(await screen.findByLabelText('怎么了')).toHaveValue('漏油')
  })

  it('reads the code out of a QR code’s address', () => {
    expect(codeIn('https://crm.example/q/abc123?from=x')).toBe('abc123')
    expect(codeIn(' abc123 ')).toBe('abc123')
  })

  it('PORTAL-3 draws its progress, newest first, and offers the engineer’s number', async () => {
    server.use(request())
    await showPortal(<RequestPage id="request-1" />)
    const steps = await screen.findAllByRole('listitem')
    expect(steps.map(step => within(step).getByText(/刘师傅已出发|您提交了/).textContent)).toEqual([
      '工程师刘师傅已出发',
      '您提交了报修',
    ])
    expect(within(steps[0] as HTMLElement).getByText(/预计 .*14:30 到达.*13905127788/)).toBeInTheDocument()
    expect(within(steps[0] as HTMLElement).getByRole('button', { name: '联系工程师' })).toBeInTheDocument()
    expect(within(steps[1] as HTMLElement).getByRole('img', { name: 'screen.jpg' })).toHaveAttribute(
      'src',
      '/files/file-1?s=1',
    )
  })

  it('takes more words, says why it can’t be urged, and is withdrawn with a reason', async () => {
    server.use(request(), action('request.add'), action('request.withdraw'))
    await showPortal(<RequestPage id="request-1" />)
    await screen.findAllByRole('listitem')
    press('催一催')
    expect(await screen.findByText('两小时内已催过一次')).toBeInTheDocument()
    expect(sentTo('/portal/actions/request.urge')).toEqual([])
    press('补充说明')
    fireEvent.change(screen.getByPlaceholderText('还有什么要告诉我们的？'), { target: { value: '有焦味' } })
    press('发送')
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    press('撤回')
    const sheet = within(screen.getByRole('dialog'))
    fireEvent.change(sheet.getByLabelText('原因（可不填）'), { target: { value: '自己好了' } })
    fireEvent.click(sheet.getByRole('button', { name: '撤回' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(sentTo('/portal/actions/request.add')[0]?.body).toEqual({ request: 'request-1', words: '有焦味' })
    expect(sentTo('/portal/actions/request.withdraw')[0]?.body).toEqual({
      request: 'request-1',
      reason: '自己好了',
    })
  })

  it('offers nothing but its stars once it is over', async () => {
    server.use(request({ state: 'done', stars: 4, allowed: [], blocked: {}, engineer: null }))
    await showPortal(<RequestPage id="request-1" />)
    expect(await screen.findByRole('img', { name: '4 星' })).toBeInTheDocument()
    for (const name of ['催一催', '撤回', '补充说明', '联系工程师'])
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument()
  })

  it('stands in the list of those under way', async () => {
    const { steps: _steps, ...row } = buildRequest()
    server.use(http.get('/portal/requests', () => HttpResponse.json({ rows: [row], next: null })))
    await showPortal(<RequestsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /测量机开不了机/ }))
    expect(visited[0]?.url).toBe('/pages/portal/request/index?id=request-1')
  })
})

describe('portal rating', () => {
  it('PORTAL-4 sends stars, what fits and words, and thanks', async () => {
    server.use(
      http.get('/portal/surveys/survey-1', () => HttpResponse.json(buildSurvey())),
      action('survey.answer'),
    )
    await showPortal(<RatePage id="survey-1" />)
    fireEvent.click(await screen.findByRole('radio', { name: '2 星' }))
    fireEvent.click(screen.getAllByRole('checkbox')[0] as HTMLElement)
    // Another kind of verdict: what was said about the first does not go along.
    fireEvent.click(screen.getByRole('radio', { name: '5 星' }))
    fireEvent.click(screen.getAllByRole('checkbox')[0] as HTMLElement)
    fireEvent.change(screen.getByLabelText('想说的话（可不填）'), { target: { value: '很快' } })
    await act(async () => press('提交评价'))
    expect(await screen.findByText('谢谢您的评价')).toBeInTheDocument()
    expect(sentTo('/portal/actions/survey.answer')[0]?.body).toEqual({
      survey: 'survey-1',
      stars: 5,
      tags: ['fast'],
      words: '很快',
    })
  })

  it('is closed once it was answered or has expired', async () => {
    server.use(http.get('/portal/surveys/survey-1', () => refuse(404, 'notFound')))
    await showPortal(<RatePage id="survey-1" />)
    expect(await screen.findByText('这次评价已经结束')).toBeInTheDocument()
  })
})

describe('portal machines', () => {
  it('say whether they are under warranty and start a request about themselves', async () => {
    server.use(assets)
    await showPortal(<AssetsPage />)
    expect(await screen.findByText('质保中')).toBeInTheDocument()
    press(/^报修/)
    expect(visited[0]?.url).toBe('/pages/portal/new/index?asset=asset-1')
  })
})
