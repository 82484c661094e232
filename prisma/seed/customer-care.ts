import type { Calendar } from './calendar'
import type { CustomerPlan } from './customer-plan'
import type { Act, Stage } from './stage'

/** Who signs how many of their cooperating customers with a partner. */
const signers: Readonly<Record<string, number>> = { zhangxiaolin: 3, xuhao: 2, liqian: 2 }

function signActs(customers: readonly CustomerPlan[], calendar: Calendar): Act[] {
  return Object.entries(signers).flatMap(([key, count]) =>
    customers
      .filter(plan => plan.owner === key && plan.stage === 'cooperating' && plan.moves.length === 0)
      .slice(0, count)
      .map((plan, index) => {
        const at = calendar.past(9 - index, '16:10')
        const run = (stage: Stage) =>
          stage.act(at, key, 'customer.sign', { record: `customer:${stage.id(`customer:${plan.name}`)}` })
        return { at, run }
      }),
  )
}

/** The same company entered twice: 陈立 puts it together with his colleague's. */
function mergeActs(calendar: Calendar): Act[] {
  const [entered, merged] = [calendar.past(4, '10:20'), calendar.past(3, '09:15')]
  const twice = '恒远电子苏州二厂'
  return [
    {
      at: entered,
      async run(stage) {
        const values = {
          name: twice,
          phone: '13912340917',
          website: 'https://hengyuan.example.com',
          ignoreWarnings: true,
        }
        const made = await stage.act(entered, 'chenli', 'customer.create', values)
        stage.remember(`customer:${twice}`, made.id)
        await stage.act(entered, 'chenli', 'contact.create', {
          name: '顾一鸣',
          customer: made.id,
          title: '二厂设备主管',
          phone: '13912340917',
          ignoreWarnings: true,
        })
      },
    },
    {
      at: merged,
      async run(stage) {
        const [winner, loser] = ['苏州恒远电子有限公司', twice].map(name => stage.id(`customer:${name}`)) as [
          string,
          string,
        ]
        const rows = await stage.tx.query<{ id: string; version: number }>(
          'select id, version from customer where id = any($1::uuid[])',
          [[winner, loser]],
        )
        const version = (id: string) => rows.find(row => row.id === id)!.version
        await stage.act(merged, 'chenli', 'customer.merge', {
          winner,
          loser,
          winnerVersion: version(winner),
          loserVersion: version(loser),
          take: ['website'],
        })
      },
    },
  ]
}

/** Two that turned out to be nothing lie in the bin. */
function binActs(calendar: Calendar): Act[] {
  const rows = [
    ['xuhao', '昆山振华五金（已注销）', '13706218840', 6],
    ['chenli', '无锡同城展会留名', '13606193327', 5],
  ] as const
  return rows.flatMap(([key, name, phone, day]) => {
    const [entered, gone] = [calendar.past(day, '11:05'), calendar.past(day - 1, '17:30')]
    return [
      {
        at: entered,
        async run(stage: Stage) {
          const made = await stage.act(entered, key, 'customer.create', { name, phone, ignoreWarnings: true })
          stage.remember(`customer:${name}`, made.id)
        },
      },
      {
        at: gone,
        run: (stage: Stage) => stage.act(gone, key, 'customer.remove', { id: stage.id(`customer:${name}`) }),
      },
    ]
  })
}

/** Partners by signing, two customers that were one, and what lies in the recycle bin. */
export function careActs(customers: readonly CustomerPlan[], calendar: Calendar): Act[] {
  return [...signActs(customers, calendar), ...mergeActs(calendar), ...binActs(calendar)]
}
