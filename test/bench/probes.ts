import { type Call, post } from './load'
import type { Stage } from './seed'
import { quantile } from './statistics'
import { Figures, inTurn, type Side, type World } from './world'

export type Role = keyof Stage['readers']

/** One kind of request, asked again and again; its bodies are used in turn. */
export interface Probe {
  name: string
  role: Role
  path: string
  bodies: readonly string[]
}

/** Times of the probes by side, round by round. */
export interface Times {
  p50: Figures
  p95: Figures
}

/** One request of a probe; sessions are used in turn, as one may not call without end. */
export function caller({ stage }: World): (side: Side, probe: Probe) => Call {
  let running = 0
  return (side, { role, path, bodies }) => {
    const count = running++
    const tokens = (side.stage ?? stage).readers[role]
    return {
      url: `${side.urls[0]}${path}`,
      headers: { authorization: `Bearer ${tokens[count % tokens.length]}` },
      body: bodies[count % bodies.length]!,
    }
  }
}

/** Fails where a side did not answer as it should. */
export function assertAnswered(statuses: readonly number[], side: Side, what: string): void {
  const strange = statuses.filter(status => status !== 200)
  if (strange.length > 0) throw new Error(`${side.name}: ${what} answered ${strange.slice(0, 5)}`)
}

/**
 * Asks every probe `single` times per round and side, one request after another; every request alternates side and probe. The
 * first round only warms. @param sidesOf the sides that a probe is asked of
 */
export async function timeProbes(
  world: World,
  probes: readonly Probe[],
  sidesOf: (probe: Probe) => readonly Side[],
  single: number,
): Promise<Map<Probe, Times>> {
  const call = caller(world)
  const found = new Map<Probe, Times>(
    probes.map(probe => [probe, { p50: new Figures(), p95: new Figures() }]),
  )
  for (let round = -1; round < world.rounds; round++) {
    const times = new Map<string, number[]>()
    for (let at = 0; at < single; at++) {
      for (const probe of inTurn(probes, at)) {
        for (const side of inTurn(sidesOf(probe), at + round + 1)) {
          const { status, ms } = await post(call(side, probe))
          assertAnswered([status], side, probe.name)
          const key = `${probe.name} ${side.name}`
          times.set(key, [...(times.get(key) ?? []), ms])
        }
      }
    }
    if (round < 0) continue
    for (const probe of probes) {
      for (const side of sidesOf(probe)) {
        const own = times.get(`${probe.name} ${side.name}`)!
        found.get(probe)!.p50.add(side, quantile(own, 0.5))
        found.get(probe)!.p95.add(side, quantile(own, 0.95))
      }
    }
    world.say(`round ${round + 1} of ${world.rounds}`)
  }
  return found
}
