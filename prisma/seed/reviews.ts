import type { Calendar } from './calendar'
import type { Act, Stage } from './stage'

/** 李倩 of 孙丽华's group gave it up, 徐浩 of 陈立's wants it: it waits for 孙丽华 (POOL-7). */
const wanted = '昆山百川模具有限公司'

async function askAcross(stage: Stage, at: Date): Promise<void> {
  const record = `customer:${stage.id(`customer:${wanted}`)}`
  await stage.act(at, 'xuhao', 'pool.claim', { record })
}

/** Customers of the south go to the pool of the south, which looks at new ones before they count (POOL-1, CUST-6). */
async function watchSouth(stage: Stage, at: Date): Promise<void> {
  const pool = stage.id('pool:south')
  const routes = [{ field: 'region', value: 'south', pool }]
  await stage.act(at, 'hezhiyuan', 'pool.setRoutes', { object: 'customer', version: 0, routes })
  const [row] = await stage.tx.query<{ version: number }>('select version from pool where id = $1::uuid', [
    pool,
  ])
  const change = { id: pool, version: row!.version, reviewType: 'button' }
  await stage.act(at, 'hezhiyuan', 'pool.update', change)
}

/** It waits for 王磊 or 周建国, who administer that pool. */
async function meetCustomer(stage: Stage, at: Date): Promise<void> {
  await stage.act(at, 'linxiaofeng', 'customer.create', {
    name: '东莞精诺塑胶模具有限公司',
    phone: '13726480531',
    industry: 'machinery',
    region: 'south',
    source: 'campaign',
    interest: '影像测量仪 2 台',
    address: '广东省东莞市长安镇乌沙江贝工业区 8 号',
  })
}

/** What waits for a leader's or an administrator's word at the end of the story. */
export function reviewActs(calendar: Calendar): Act[] {
  const act = (minutes: number, run: (stage: Stage, at: Date) => Promise<void>): Act => {
    const at = calendar.minutesAgo(minutes)
    return { at, run: stage => run(stage, at) }
  }
  return [act(52, watchSouth), act(48, askAcross), act(26, meetCustomer)]
}
