import { randomBytes } from 'node:crypto'
import { type Call, flood } from './load'
import { startFloor, startOurs } from './processes'
import { freshPoolRecords } from './seed'
import { Figures, inTurn, type Measure, type Side, type World } from './world'

/** People who want the same record at the same moment, and how many such records a round has. */
const crowd = 100
const hotRecords = 5
/** Claims of a round in which everybody takes a record of their own. */
const coldClaims = 300
const coldWidth = 32

// A kept database remembers the claims of runs before.
const run = randomBytes(4).toString('hex')
let running = 0

function claimCall(side: Side, token: string, record: string): Call {
  const count = running++
  return {
    url: `${side.urls[count % side.urls.length]}/api/actions/pool.claim`,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': `claim-${run}-${count}` },
    body: JSON.stringify({ record: `customer:${record}` }),
  }
}

function assertWon(statuses: readonly number[], won: number, side: Side): void {
  const strange = statuses.filter(status => status !== 200 && status !== 409)
  const winners = statuses.filter(status => status === 200).length
  if (strange.length > 0 || winners !== won) {
    throw new Error(
      `${side.name}: ${winners} claims won instead of ${won}; other answers: ${strange.slice(0, 5)}`,
    )
  }
}

/** Everybody wants one record, then the next; answers of all kinds per second. */
async function hotRound({ db, stage }: World, side: Side): Promise<number> {
  let ms = 0
  for (const record of await freshPoolRecords(db, hotRecords)) {
    const calls = stage.members.slice(0, crowd).map(token => claimCall(side, token, record))
    const flooded = await flood(calls, crowd)
    assertWon(
      flooded.answers.map(answer => answer.status),
      1,
      side,
    )
    ms += flooded.ms
  }
  return (hotRecords * crowd * 1000) / ms
}

/** Everybody takes records that nobody else wants; claims won per second. */
async function coldRound({ db, stage }: World, side: Side): Promise<number> {
  const records = await freshPoolRecords(db, coldClaims)
  const calls = records.map((record, at) =>
    claimCall(side, stage.members[at % stage.members.length]!, record),
  )
  const { answers, ms } = await flood(calls, coldWidth)
  assertWon(
    answers.map(answer => answer.status),
    coldClaims,
    side,
  )
  return (coldClaims * 1000) / ms
}

async function sidesOf(world: World): Promise<Side[]> {
  const { databaseUrl, running: keep, before, profile } = world
  const two = async (start: () => ReturnType<typeof startOurs>) =>
    (await Promise.all([keep(start()), keep(start())])).map(({ url }) => url)
  const ours = (dist?: string) =>
    two(() => startOurs({ databaseUrl, services: 'web', dist, profile: dist ? undefined : profile }))
  const callback = { token: '', aesKey: '', receiver: '' }
  return [
    { name: 'ours', urls: await ours() },
    {
      name: 'floor',
      urls: await two(() => startFloor({ databaseUrl, connections: 20, callback, lists: {} })),
    },
    ...(before ? [{ name: 'before' as const, urls: await ours(before) }] : []),
  ]
}

/** Claims per second through two web processes: one hot record, and many. */
export const measureClaims: Measure = async world => {
  const sides = await sidesOf(world)
  const hot = new Figures()
  const cold = new Figures()
  for (let round = -1; round < world.rounds; round++) {
    for (const side of inTurn(sides, round + 1)) {
      const figures = [await hotRound(world, side), await coldRound(world, side)] as const
      // The first round only warms the code and the caches of both.
      if (round < 0) continue
      hot.add(side, figures[0])
      cold.add(side, figures[1])
    }
    world.say(`claims: round ${round + 1} of ${world.rounds}`)
  }
  return [
    ...hot.compare(`claims, one record, ${crowd} at once`, 'per second', '≥ 0.50 ×'),
    ...cold.compare('claims, each its own record', 'per second', '≥ 0.50 ×'),
  ]
}
