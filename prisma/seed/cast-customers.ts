import { type Area, areaOf, type CompanyMaker, type CustomerPlan, firstDay } from './customer-plan'

/** How many customers somebody has: brought along from the old system, found themselves, claimed from a pool. */
interface Portfolio {
  imported: number
  created: number
  claimed: number
}

const portfolios: Record<string, Portfolio> = {
  zhangxiaolin: { imported: 15, created: 10, claimed: 12 },
  xuhao: { imported: 14, created: 7, claimed: 4 },
  chenli: { imported: 10, created: 2, claimed: 1 },
  liqian: { imported: 16, created: 6, claimed: 4 },
  danielreed: { imported: 8, created: 4, claimed: 0 },
  sunlihua: { imported: 7, created: 1, claimed: 0 },
  wanglei: { imported: 9, created: 2, claimed: 1 },
  linxiaofeng: { imported: 10, created: 4, claimed: 8 },
}

const giveBackReasons = [
  '联系三次都说不需要',
  '客户搬厂，明年再说',
  '采购换人，关系断了',
  '预算被砍，今年不买',
]

const poolOf = (area: Area) => (area === 'south' ? 'south' : 'east')
const imported = { kind: 'import', day: firstDay } as const

/** The customers that the story names; the others are made around them. */
function named(maker: CompanyMaker): CustomerPlan[] {
  const suxi = (name: string, entry: CustomerPlan['entry'], given: Partial<CustomerPlan>) =>
    maker.make('suxi', entry, { name, pool: 'east', ...given })
  return [
    suxi(
      '苏州恒远电子有限公司',
      { kind: 'import', day: firstDay },
      {
        industry: 'electronics',
        interest: '三坐标测量机 2 台，含三年维保',
        level: 'A',
        stage: 'potential',
        phone: '13800138000',
        moves: [{ kind: 'claim', day: 14, by: 'zhangxiaolin' }],
        owner: 'zhangxiaolin',
        employees: 620,
      },
    ),
    suxi(
      '无锡拓海自动化设备厂',
      { kind: 'arrive', day: 0, minutesAgo: 70 },
      {
        industry: 'machinery',
        interest: '年度维保',
        moves: [{ kind: 'claim', day: 0, by: 'chenli', minutesAgo: 52 }],
        owner: 'chenli',
      },
    ),
    suxi(
      '常熟新科压铸有限公司',
      { kind: 'arrive', day: 2 },
      {
        industry: 'automotive',
        interest: '大行程三坐标 1 台',
        moves: [{ kind: 'claim', day: 0, by: 'zhangxiaolin', minutesAgo: 95 }],
        owner: 'zhangxiaolin',
      },
    ),
    suxi('常州通达轴承有限公司', imported, {
      industry: 'machinery',
      interest: '圆度仪 1 台',
      owner: null,
      moves: [
        { kind: 'claim', day: 20, by: 'zhangxiaolin' },
        { kind: 'release', day: 2, by: 'zhangxiaolin', reason: '刚买了别家的圆度仪，半年内不会再买' },
      ],
    }),
    suxi('张家港海陆重工有限公司', imported, {
      industry: 'machinery',
      interest: '龙门三坐标 1 台',
      stage: 'following',
      level: 'B',
      firstOwner: 'liqian',
      owner: null,
      moves: [{ kind: 'release', day: 6, by: 'liqian', reason: '预算推到明年' }],
    }),
    suxi('昆山百川模具有限公司', imported, {
      industry: 'machinery',
      interest: '三坐标测量机 1 台',
      stage: 'following',
      firstOwner: 'liqian',
      owner: null,
      moves: [{ kind: 'release', day: 30, by: 'liqian', reason: '客户在昆山，转给苏锡组跟更合适' }],
    }),
    suxi(
      '太仓联捷精密机械有限公司',
      { kind: 'arrive', day: 0, minutesAgo: 34 },
      {
        industry: 'machinery',
        interest: '三坐标测量机 1 台',
        source: 'officialAccount',
      },
    ),
    suxi(
      '江阴华仪检测技术有限公司',
      { kind: 'arrive', day: 0, minutesAgo: 21 },
      {
        industry: 'research',
        interest: '高精度三坐标 1 台',
      },
    ),
    suxi(
      '苏州精研仪器有限公司',
      { kind: 'arrive', day: 0, minutesAgo: 8 },
      {
        industry: 'research',
        interest: '三坐标测量机 2 台',
        phone: '13862042046',
        source: 'web',
      },
    ),
  ]
}

/** One person's customers, as the portfolio says. */
function ownedBy(
  maker: CompanyMaker,
  owner: string,
  { imported: old, created, claimed }: Portfolio,
): CustomerPlan[] {
  const { dice } = maker
  const area = areaOf[owner]!
  const make = (entry: CustomerPlan['entry'], given: Partial<CustomerPlan>) =>
    owner === 'danielreed' ? maker.makeForeign(entry, given) : maker.make(area, entry, given)
  const claimDays = Array.from({ length: claimed }, (_, index) => 39 - Math.floor((index * 36) / claimed))
  return [
    ...Array.from({ length: old }, () => make(imported, { owner })),
    ...Array.from({ length: created }, () => make({ kind: 'create', day: dice.between(1, 40) }, { owner })),
    ...claimDays.map((day, index): CustomerPlan => {
      // Every other one had just come in; the rest had lain there since the import.
      const entry = index % 2 === 0 ? imported : ({ kind: 'arrive', day: day + dice.between(1, 3) } as const)
      const claim = { kind: 'claim', day, by: owner } as const
      return make(entry, { owner, pool: poolOf(area), stage: 'potential', moves: [claim] })
    }),
  ]
}

/** What lies in the pools, and how it got there. */
function pooled(maker: CompanyMaker): CustomerPlan[] {
  const { dice } = maker
  const from = (firstOwner: string, move: CustomerPlan['moves'][number]) =>
    maker.make(areaOf[firstOwner]!, imported, {
      owner: null,
      firstOwner,
      stage: dice.pick(['following', 'potential', 'dormant']),
      pool: poolOf(areaOf[firstOwner]!),
      moves: [move],
    })
  const lie = (count: number, area: Area, entry: () => CustomerPlan['entry'], pool = poolOf(area)) =>
    Array.from({ length: count }, () => maker.make(area, entry(), { owner: null, pool }))
  const arrive = () => ({ kind: 'arrive', day: dice.between(1, 12) }) as const
  const recycled = ['xuhao', 'liqian', 'xuhao', 'sunlihua', 'linxiaofeng', 'linxiaofeng']
  const released = ['xuhao', 'linxiaofeng', 'wanglei']
  return [
    ...lie(6, 'suxi', () => imported),
    ...lie(5, 'huzhe', () => imported),
    ...lie(2, 'suxi', arrive),
    ...lie(5, 'south', () => imported),
    ...lie(2, 'south', arrive),
    ...lie(5, 'suxi', () => imported, 'key'),
    ...recycled.map((owner, index) => from(owner, { kind: 'recycle', day: 3 + index * 2 })),
    ...released.map((by, index) =>
      from(by, { kind: 'release', day: 5 + index * 4, by, reason: giveBackReasons[index]! }),
    ),
  ]
}

/** Big ones that the sales director gave away from the pool for key customers. */
function assigned(maker: CompanyMaker): CustomerPlan[] {
  return ['chenli', 'wanglei'].map((to, index) =>
    maker.make(areaOf[to]!, imported, {
      owner: to,
      industry: 'automotive',
      level: 'A',
      pool: 'key',
      stage: 'potential',
      moves: [{ kind: 'assign', day: 24 - index * 7, by: 'zhoujianguo', to }],
    }),
  )
}

/** All 200 customers of the demo. */
export function castCustomers(maker: CompanyMaker): CustomerPlan[] {
  return [
    ...named(maker),
    ...Object.entries(portfolios).flatMap(([owner, portfolio]) => ownedBy(maker, owner, portfolio)),
    ...assigned(maker),
    ...pooled(maker),
  ]
}
