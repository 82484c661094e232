import { randomBytes } from 'node:crypto'
import { callbackSignature, encryptCallback } from '@gonghai/bot/platforms/callback-crypto'
import { type Call, flood, post } from './load'
import { startFloor, startOurs } from './processes'
import { median } from './statistics'
import { serveWecomApi, type WecomApi } from './wecom-api'
import { Figures, inTurn, type Measure, type Side, type World } from './world'

const keys = {
  token: 'onlyForMeasuring',
  aesKey: randomBytes(32).toString('base64').slice(0, 43),
  receiver: 'ww-bench',
}
const agentId = '1000002'
/** Callbacks one after another per side and round, and then as a flood. */
const single = 20
const many = 160
const width = 16
const patienceMs = 60_000

/** Made of letters and digits only, as WeCom's keys are. */
keys.aesKey = keys.aesKey
  .replace(/[^A-Za-z0-9]/g, 'A')
  .slice(0, 42)
  .concat('A')

function callback(side: Side, userId: string, messageId: string): Call {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = randomBytes(6).toString('hex')
  const message =
    `<xml><ToUserName><![CDATA[${keys.receiver}]]></ToUserName><FromUserName><![CDATA[${userId}]]></FromUserName>` +
    `<CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[帮助]]></Content>` +
    `<MsgId><![CDATA[${messageId}]]></MsgId><AgentID><![CDATA[${agentId}]]></AgentID></xml>`
  const encrypted = encryptCallback(keys, message, randomBytes(16))
  const signature = callbackSignature(keys.token, timestamp, nonce, encrypted)
  return {
    url: `${side.urls[0]}/callbacks/wecom?msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`,
    headers: { 'content-type': 'text/xml' },
    body:
      `<xml><ToUserName><![CDATA[${keys.receiver}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt>` +
      `<AgentID><![CDATA[${agentId}]]></AgentID></xml>`,
  }
}

/** Two processes of ours: one takes callbacks, one works; a bare one beside them. */
async function sidesOf({ databaseUrl, running, before, profile }: World, api: WecomApi): Promise<Side[]> {
  const env = {
    WECOM_CORP_ID: keys.receiver,
    WECOM_AGENT_ID: agentId,
    WECOM_SECRET: 'only-for-measuring',
    WECOM_TOKEN: keys.token,
    WECOM_ENCODING_AES_KEY: keys.aesKey,
    WECOM_API_BASE: api.url,
  }
  const start = (services: string, dist?: string) =>
    running(startOurs({ databaseUrl, services, dist, profile: dist ? undefined : profile, env }))
  const bot = await start('bot')
  await start('worker')
  const floor = await running(startFloor({ databaseUrl, connections: 20, callback: keys, lists: {} }))
  const sides: Side[] = [
    { name: 'ours', urls: [bot.url] },
    { name: 'floor', urls: [floor.url] },
  ]
  // One worker serves both builds: what differs is the taking.
  if (before) sides.push({ name: 'before', urls: [(await start('bot', before)).url] })
  return sides
}

function within(arrival: Promise<number>): Promise<number> {
  return Promise.race([
    arrival,
    new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('An answer did not come in time.')), patienceMs).unref(),
    ),
  ])
}

function assertTaken(status: number, side: Side): void {
  if (status !== 200) throw new Error(`${side.name}: a callback was answered with ${status}`)
}

/** From an encrypted line of chat to 200, and to the answer's arrival at WeCom. */
export const measureCallbacks: Measure = async world => {
  // Claims and the sweep ran without a worker; what follows from them is not to be worked off here.
  await world.db.query('delete from graphile_worker._private_jobs')
  const api = await serveWecomApi()
  try {
    return await measure(world, api)
  } finally {
    await api.stop()
  }
}

async function measure(world: World, api: WecomApi) {
  const sides = await sidesOf(world, api)
  const users = world.stage.wecom
  // A kept database remembers the messages of runs before.
  const run = randomBytes(4).toString('hex')
  let running = 0
  const next = () => ({ userId: users[running % users.length]!, messageId: `m-${run}-${running++}` })
  const taken = new Figures()
  const answered = new Figures()
  const throughput = new Figures()
  const wholeThroughput = new Figures()
  for (let round = -1; round < world.rounds; round++) {
    const times = new Map(sides.map(side => [side, { taken: [] as number[], answered: [] as number[] }]))
    for (let at = 0; at < single; at++) {
      for (const side of inTurn(sides, at)) {
        const { userId, messageId } = next()
        const call = callback(side, userId, messageId)
        const arrival = side.name === 'floor' ? undefined : api.arrival(userId)
        const begun = performance.now()
        const { status, ms } = await post(call)
        assertTaken(status, side)
        times.get(side)!.taken.push(ms)
        // Nobody answers at the floor: its row is the end.
        times.get(side)!.answered.push(arrival ? (await within(arrival)) - begun : ms)
      }
    }
    for (const side of inTurn(sides, round + 1)) {
      const events = Array.from({ length: many }, next)
      const calls = events.map(({ userId, messageId }) => callback(side, userId, messageId))
      const arrivals = side.name === 'floor' ? [] : events.map(({ userId }) => within(api.arrival(userId)))
      const begun = performance.now()
      const { answers, ms } = await flood(calls, width)
      for (const { status } of answers) assertTaken(status, side)
      const last = arrivals.length > 0 ? Math.max(...(await Promise.all(arrivals))) - begun : ms
      if (round < 0) continue
      taken.add(side, median(times.get(side)!.taken))
      answered.add(side, median(times.get(side)!.answered))
      throughput.add(side, (many * 1000) / ms)
      wholeThroughput.add(side, (many * 1000) / last)
    }
    world.say(`callbacks: round ${round + 1} of ${world.rounds}`)
  }
  return [
    ...taken.compare('callback to 200, p50', 'ms'),
    ...throughput.compare(`callbacks to 200, ${width} at once`, 'per second', '≥ 0.50 ×'),
    ...answered.compare('callback to the answer at WeCom, p50 (floor: its row)', 'ms'),
    ...wholeThroughput.compare(
      `callbacks to the answer at WeCom, ${width} at once (floor: its row)`,
      'per second',
    ),
  ]
}
