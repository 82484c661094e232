import { actions } from '@gonghai/shared/actions/index'
import type { Field, Fields } from '@gonghai/shared/objects/declare'
import { objectList } from '@gonghai/shared/objects/index'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { SettingFrame } from '../../miniapp/src/areas/settings/setting-frame'
import { FieldsPage } from '../../miniapp/src/areas/tables/fields-page'
import { asking } from '../../miniapp/src/records/asking'
import { Composer } from '../../miniapp/src/records/composer'
import { buildCustomer, buildMe } from './support/builders'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'

const budget = {
  id: 'field-1',
  version: 2,
  object: 'customer',
  key: 'c_yusuan',
  kind: 'integer',
  labels: { 'zh-CN': '年采购预算' },
  hint: '万元',
  required: false,
  options: [],
  min: null,
  max: null,
  length: null,
  scale: null,
  initial: null,
  section: '采购',
  position: 1,
  sortable: true,
  indexed: true,
  formula: null,
  formulaText: null,
  result: null,
  active: true,
  turnsInto: ['decimal', 'money'],
}
const fields = http.get('/api/settings/custom-fields/customer', () =>
  HttpResponse.json({
    fields: [budget],
    usable: [{ key: 'c_yusuan', label: '年采购预算', type: 'number' }],
  }),
)
const history = http.get('/api/settings/history', () => HttpResponse.json({ entries: [], next: null }))
const page = () =>
  show(
    <SettingFrame>
      <FieldsPage />
    </SettingFrame>,
  )

describe('custom fields (CUST-15, SET-5)', () => {
  it('are listed with what they are; a rename sends the version it began from', async () => {
    server.use(
      fields,
      history,
      http.post('/api/actions/customField.update', () =>
        HttpResponse.json({ result: {}, message: '已保存' }),
      ),
    )
    await page()
    fireEvent.click(await screen.findByText('年采购预算'))
    fireEvent.change(screen.getByRole('textbox', { name: '名称' }), { target: { value: '年预算' } })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/customField.update').at(-1)?.body).toMatchObject({
        field: 'field-1',
        version: 2,
        label: '年预算',
        kind: 'integer',
        sortable: true,
      }),
    )
  })

  it('a choice is put together with a look at its form, and refused by the field that is wrong', async () => {
    server.use(
      fields,
      http.post('/api/actions/customField.create', () =>
        refuse(
          400,
          'invalidInput',
          {},
          { fields: [{ path: 'label', rule: 'duplicate', message: '已有这个名称' }] },
        ),
      ),
    )
    await page()
    fireEvent.click(await screen.findByText('添加字段'))
    fireEvent.click(screen.getByText('单选'))
    fireEvent.change(screen.getByRole('textbox', { name: '名称' }), { target: { value: '意向' } })
    fireEvent.change(screen.getByRole('textbox', { name: '选项 1' }), { target: { value: '高' } })
    expect(screen.getByRole('radio', { name: '高' })).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    expect(await screen.findByText('已有这个名称')).toBeInTheDocument()
    expect(sentTo('/api/actions/customField.create').at(-1)?.body).toMatchObject({
      object: 'customer',
      kind: 'choice',
      label: '意向',
      options: [{ label: '高', active: true }],
    })
  })

  it('a formula shows what it gives, and where it is wrong', async () => {
    server.use(
      fields,
      http.post('/api/settings/custom-fields/customer/try', async ({ request }) => {
        const { formula } = (await request.json()) as { formula: string }
        return HttpResponse.json(
          formula.endsWith(')')
            ? { ok: false, at: 3, message: '这里不该有「)」' }
            : { ok: true, result: 'decimal', value: '12.50', reads: [] },
        )
      }),
    )
    await page()
    fireEvent.click(await screen.findByText('添加字段'))
    fireEvent.click(screen.getByText('公式'))
    fireEvent.change(screen.getByRole('textbox', { name: '公式' }), { target: { value: '12.5' } })
    expect(await screen.findByText('12.5')).toBeInTheDocument()
    fireEvent.change(screen.getByRole('textbox', { name: '公式' }), { target: { value: '12.5)' } })
    expect(await screen.findByText(/第 4 个字：这里不该有「\)」/)).toBeInTheDocument()
  })
})

/** Objects with fields that the company added to them. */
const metaWith = (own: Record<string, Record<string, Field>>) =>
  http.get('/api/meta', () =>
    HttpResponse.json({
      me: buildMe(),
      may: [],
      objects: objectList.map(object => ({ ...object, fields: { ...object.fields, ...own[object.name] } })),
      actions: Object.fromEntries(
        actions.map(({ name, input, fills }) => [
          name,
          { input: { ...input, ...(fills ? own[fills] : {}) }, ...(fills ? { fills } : {}) },
        ]),
      ),
    }),
  )

describe('own fields where there is no form page (CUST-15)', () => {
  const mood: Field = {
    kind: 'choice',
    custom: true,
    required: true,
    labels: { 'zh-CN': '客户态度' },
    options: ['jiji', 'lengdan'],
    optionLabels: { jiji: { 'zh-CN': '积极' }, lengdan: { 'zh-CN': '冷淡' } },
  }

  it('a follow-up is written with them, and not without one that must be filled in', async () => {
    server.use(
      metaWith({ followUp: { c_mood: mood } }),
      http.post('/api/actions/followUp.create', () => HttpResponse.json({ result: {}, message: '已保存' })),
    )
    await show(<Composer record={buildCustomer()} focus />)
    fireEvent.change(await screen.findByRole('textbox', { name: '写跟进' }), {
      target: { value: '谈了样机' },
    })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    expect(await screen.findByText('不能为空')).toBeInTheDocument()
    expect(sentTo('/api/actions/followUp.create')).toHaveLength(0)
    fireEvent.click(screen.getByRole('radio', { name: '积极' }))
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/followUp.create')[0]?.body).toMatchObject({
        content: '谈了样机',
        c_mood: 'jiji',
      }),
    )
  })

  it('work is done with those of its order, in their own words', async () => {
    const own = { ...mood, labels: { 'zh-CN': '检测结论' } }
    server.use(
      metaWith({ workOrder: { c_finding: own } }),
      http.post('/api/actions/work.complete', () => HttpResponse.json({ result: {}, message: '已完成' })),
    )
    const known = { order: 'order-1' }
    const asked: Fields = { result: { kind: 'longText', required: true }, c_finding: own, c_hidden: own }
    await show(null)
    act(() => asking.set({ action: 'work.complete', title: 'GD-1', known, asked }))
    fireEvent.click(await screen.findByRole('radio', { name: '冷淡' }))
    // what the reader's role doesn't offer isn't asked
    expect(screen.getAllByText('检测结论')).toHaveLength(1)
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '已校准' } })
    fireEvent.click(screen.getByRole('button', { name: '完工' }))
    await waitFor(() =>
      expect(sentTo('/api/actions/work.complete')[0]?.body).toEqual({
        order: 'order-1',
        result: '已校准',
        c_finding: 'lengdan',
      }),
    )
  })
})
