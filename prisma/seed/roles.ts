import type { Calendar } from './calendar'
import type { Act, Stage } from './stage'

/** A role of the company's own: sees every customer, but neither phones whole nor tax numbers, and changes nothing. */
export async function openRoles(stage: Stage, at: Date): Promise<void> {
  const { id: role } = await stage.act(at, null, 'role.create', { name: '市场助理' })
  const looks = ['query', 'view']
  await stage.act(at, null, 'role.update', {
    role,
    version: 1,
    permissions: [
      { object: 'customer', verbs: looks },
      { object: 'contact', verbs: looks },
      { object: 'followUp', verbs: looks },
    ],
    scopes: [
      { object: '*', query: 'own', view: 'own', edit: 'own' },
      { object: 'customer', query: 'all', view: 'all', edit: 'none' },
      { object: 'contact', query: 'all', view: 'own', edit: 'none' },
    ],
    masks: [
      { object: 'customer', field: 'phone', masking: 'masked' },
      { object: 'customer', field: 'taxNumber', masking: 'hidden' },
      { object: 'contact', field: 'phone', masking: 'masked' },
    ],
  })
}

/** Daniel Reed asks 林晓峰 to let him see a customer in the south. */
export function accessActs(calendar: Calendar): Act[] {
  const at = calendar.minutesAgo(42)
  return [
    {
      at,
      run: async stage => {
        const [customer] = await stage.tx.query<{ id: string }>(
          'select id from customer where owner_id = $1::uuid and deleted_at is null order by created_at, id limit 1',
          [stage.id('person:linxiaofeng')],
        )
        if (!customer) return
        await stage.act(at, 'danielreed', 'access.request', {
          record: `customer:${customer.id}`,
          reason: 'Their parent company is my key account; I would like to read up before Thursday’s call.',
        })
      },
    },
  ]
}
