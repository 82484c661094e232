import type { Values } from '@gonghai/server/kernel/writer'
import type { Calendar } from './calendar'
import { areaOf, type CompanyMaker } from './customer-plan'
import { nextMoment, talkAct } from './follow-ups'
import { personName } from './markets'
import type { Act, Stage } from './stage'

/** How a lead came, who has it, and how far it is. */
interface LeadPlan {
  source: string
  day: number
  /** Who took it from the pool or made it; absent = still in the pool. */
  owner?: string
  /** Made by its owner and never in the pool. */
  own?: true
  claimed?: number
  talk?: string
  status?: 'converted' | 'closed'
  released?: { day: number; reason: string }
  interest?: string
}

const plans: readonly LeadPlan[] = [
  {
    source: 'campaign',
    day: 40,
    owner: 'zhangxiaolin',
    claimed: 39,
    talk: '展会上聊过，约了电话，要一份 CMM-800 的报价。',
    status: 'converted',
  },
  {
    source: 'campaign',
    day: 40,
    owner: 'liqian',
    claimed: 39,
    talk: '展会扫码的，实际是来找工作的，关闭。',
    status: 'closed',
  },
  {
    source: 'campaign',
    day: 40,
    owner: 'xuhao',
    claimed: 38,
    talk: '做阀体的，想测密封面轮廓，寄了样件过来。',
    status: 'converted',
  },
  {
    source: 'web',
    day: 31,
    owner: 'linxiaofeng',
    claimed: 30,
    talk: '已经买了竞品，三年内不换。',
    status: 'closed',
  },
  {
    source: 'officialAccount',
    day: 26,
    owner: 'zhangxiaolin',
    claimed: 25,
    talk: '公众号留言问圆度仪，量不大，先做外送检测。',
  },
  {
    source: 'web',
    day: 22,
    owner: 'danielreed',
    claimed: 21,
    talk: 'Asked for a brochure in English, follow up after their shutdown.',
  },
  { source: 'phone', day: 18, owner: 'xuhao', claimed: 17, talk: '来电问旧机改造，型号太老，让服务部评估。' },
  {
    source: 'web',
    day: 14,
    owner: 'wanglei',
    claimed: 13,
    talk: '东莞做连接器的，想看全自动影像，约了下周演示。',
  },
  {
    source: 'referral',
    day: 33,
    owner: 'chenli',
    own: true,
    talk: '老客户介绍，正在建厂，设备清单里有三坐标。',
    status: 'converted',
  },
  { source: 'referral', day: 20, owner: 'liqian', own: true, talk: '同学在那边做质量经理，愿意牵线。' },
  { source: 'phone', day: 11, owner: 'zhangxiaolin', own: true },
  { source: 'other', day: 9, owner: 'linxiaofeng', own: true, talk: '陌拜认识的，车间正在扩产，留了样本。' },
  { source: 'phone', day: 6, owner: 'xuhao', own: true },
  { source: 'referral', day: 3, owner: 'zhangxiaolin', own: true },
  { source: 'referral', day: 2, owner: 'sunlihua', own: true },
  {
    source: 'campaign',
    day: 40,
    owner: 'xuhao',
    claimed: 37,
    released: { day: 12, reason: '电话一直没人接' },
  },
  { source: 'campaign', day: 40 },
  { source: 'campaign', day: 40 },
  { source: 'import', day: 36 },
  { source: 'officialAccount', day: 12 },
  { source: 'web', day: 8 },
  { source: 'web', day: 5 },
  { source: 'officialAccount', day: 3 },
  { source: 'web', day: 1, interest: '三坐标测量机租赁半年' },
  { source: 'officialAccount', day: 1, interest: '老机器精度超差，想上门看看' },
]

const titles = ['质量工程师', '采购', '总经理助理', '设备工程师', '计量员']

function valuesOf(plan: LeadPlan, index: number, maker: CompanyMaker): Values {
  const {
    name: company,
    interest,
    phone,
  } = maker.make(areaOf[plan.owner ?? 'zhangxiaolin']!, {
    kind: 'arrive',
    day: plan.day,
  })
  return {
    name: personName(400 + index),
    company,
    phone,
    title: titles[index % titles.length]!,
    source: plan.source,
    interest: plan.interest ?? interest,
  }
}

/** Why leads of the story come to nothing, by a word of what was said. */
const reasons: readonly (readonly [word: string, reason: string])[] = [
  ['竞品', 'competitor'],
  ['预算', 'noBudget'],
  ['找工作', 'wrongContact'],
  ['打不通', 'unreachable'],
  ['重复', 'duplicate'],
]

async function end(stage: Stage, at: Date, key: string, plan: LeadPlan): Promise<void> {
  const record = `lead:${stage.id(key)}`
  if (plan.status === 'closed') {
    const reason = reasons.find(([word]) => plan.talk?.includes(word))?.[1] ?? 'noNeed'
    await stage.act(at, plan.owner!, 'lead.close', { record, reason })
  } else {
    await stage.act(at, plan.owner!, 'lead.convert', { record, sameName: 'create', ignoreWarnings: true })
  }
}

function actsOf(plan: LeadPlan, index: number, maker: CompanyMaker, calendar: Calendar): Act[] {
  const key = `lead:${index}`
  const values = valuesOf(plan, index, maker)
  const { dice } = maker
  // What the website sends comes by itself; the rest is typed in by 钱雯, or by whoever found it.
  const byItself = plan.source === 'web' || plan.source === 'officialAccount'
  const entered = calendar.past(plan.day, plan.day === 40 ? '17:20' : dice.workTime())
  const acts: Act[] = [
    {
      at: entered,
      run: async stage => {
        const pool = plan.own ? {} : { pool: stage.id('pool:leads') }
        const by = plan.own ? plan.owner! : byItself ? null : 'qianwen'
        const made = await stage.act(entered, by, 'lead.create', { ...values, ...pool })
        stage.remember(key, made.id)
      },
    },
  ]
  const { owner, claimed, released, status } = plan
  const record = (stage: Stage) => `lead:${stage.id(key)}`
  if (owner && claimed) {
    const at = calendar.past(claimed, '09:10')
    acts.push({ at, run: stage => stage.act(at, owner, 'pool.claim', { record: record(stage) }) })
  }
  if (owner && plan.talk) {
    const day = (claimed ?? plan.day) - 1
    const next = status ? null : nextMoment(index % 3 === 0 ? 'today' : 'ahead', calendar, dice, day)
    acts.push(
      talkAct({ by: owner, record: key, at: calendar.past(day, '13:40'), line: ['phone', plan.talk], next }),
    )
    const at = calendar.past(day, '17:30')
    if (status) acts.push({ at, run: stage => end(stage, at, key, plan) })
  }
  if (owner && released) {
    const at = calendar.past(released.day, '16:45')
    const { reason } = released
    acts.push({ at, run: stage => stage.act(at, owner, 'pool.release', { record: record(stage), reason }) })
  }
  return acts
}

/** All 25 leads with all that happens to them. */
export function leadActs(maker: CompanyMaker, calendar: Calendar): Act[] {
  return plans.flatMap((plan, index) => actsOf(plan, index, maker, calendar))
}
