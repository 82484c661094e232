import { fireEvent, screen, waitFor } from '@testing-library/react'
import { ApprovalPage } from '../../miniapp/src/areas/approval/approval-page'
import { buildApproval } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'

const view = (approval = buildApproval()) =>
  http.get('/api/approvals/approval-1', () => HttpResponse.json(approval))
const inSheet = (name: string) => screen.getAllByRole('button', { name }).at(-1) as HTMLElement

describe('approval.agree and approval.reject', () => {
  it('draws the path: who decided, in which manner, who is next', async () => {
    server.use(view())
    await show(<ApprovalPage id="approval-1" />)
    expect(await screen.findByText('建议同意')).toBeInTheDocument()
    expect(screen.getByText('一人同意即可')).toBeInTheDocument()
    expect(screen.getByText('需全部同意')).toBeInTheDocument()
    expect(screen.getAllByText('待审批')).toHaveLength(2)
  })

  it('APPR-2 rejects only with a reason, and says what happens then', async () => {
    server.use(
      view(),
      http.post('/api/actions/approval.reject', () => HttpResponse.json({ result: {}, message: '已驳回' })),
    )
    await show(<ApprovalPage id="approval-1" />)
    fireEvent.click(await screen.findByRole('button', { name: '驳回' }))
    expect(screen.getByText(/合同会退回给申请人修改/)).toBeInTheDocument()
    fireEvent.click(inSheet('驳回'))
    expect(await screen.findByRole('alert')).toBeInTheDocument()
    expect(sentTo('/api/actions/approval.reject')).toHaveLength(0)
    fireEvent.change(screen.getByLabelText('驳回理由'), { target: { value: '折扣太低' } })
    fireEvent.click(inSheet('驳回'))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('已驳回'))
    expect(sentTo('/api/actions/approval.reject')[0]?.body).toEqual({
      approval: 'approval-1',
      reason: '折扣太低',
    })
  })

  it('says it when somebody else has decided meanwhile', async () => {
    const params = { name: '赵敏', time: '10:05', decision: '驳回' }
    server.use(
      view(),
      http.post('/api/actions/approval.agree', () => refuse(409, 'alreadyDecided', params)),
    )
    await show(<ApprovalPage id="approval-1" />)
    fireEvent.click(await screen.findByRole('button', { name: '同意' }))
    fireEvent.click(inSheet('同意'))
    expect(await screen.findByRole('alert')).toHaveTextContent('这项审批已由赵敏在 10:05 驳回')
  })
})
