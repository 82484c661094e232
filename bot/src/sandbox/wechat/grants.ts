import type { FollowerDoc, Grant, WechatState } from './state'

/** What a person did that lets the account write: a message, a press on the menu, following, scanning. */
export type GrantKind = 'message' | 'click' | 'follow' | 'scan'

const minute = 60_000

/** How many messages each deed allows, and for how long. */
const allowances: Record<GrantKind, { count: number; span: number }> = {
  message: { count: 5, span: 48 * 60 * minute },
  click: { count: 3, span: minute },
  follow: { count: 3, span: minute },
  scan: { count: 3, span: minute },
}

/** The person did something: the allowance of that kind starts anew. */
export async function grant(state: WechatState, openId: string, kind: GrantKind): Promise<void> {
  const follower = state.followers.get(openId)
  if (!follower) return
  const { count, span } = allowances[kind]
  const fresh = { left: count, expires: state.now().getTime() + span }
  await state.followers.put(openId, { ...follower, grants: { ...follower.grants, [kind]: fresh } })
}

const open = (follower: FollowerDoc, at: number): [GrantKind, Grant][] =>
  (Object.entries(follower.grants) as [GrantKind, Grant][])
    .filter(([, one]) => one.expires > at)
    .sort(([, a], [, b]) => a.expires - b.expires)

/** Messages that may still go out, and until when (ms since 1970): 0 and 0 when the person has been silent. */
export function allowanceOf(state: WechatState, follower: FollowerDoc): { left: number; until: number } {
  const standing = open(follower, state.now().getTime())
  return {
    left: standing.reduce((sum, [, one]) => sum + one.left, 0),
    until: standing.at(-1)?.[1].expires ?? 0,
  }
}

/** Why no message may go out: 45015 without any open allowance, 45047 when the open ones are used up. */
export function grantFault(state: WechatState, follower: FollowerDoc): number | undefined {
  const standing = open(follower, state.now().getTime())
  if (standing.length === 0) return 45015
  return standing.some(([, one]) => one.left > 0) ? undefined : 45047
}

/** Takes one message off the allowance that ends first; only after `grantFault` found none. */
export async function spend(state: WechatState, follower: FollowerDoc): Promise<void> {
  const found = open(follower, state.now().getTime()).find(([, one]) => one.left > 0)
  if (!found) return
  const [kind, one] = found
  const grants = { ...follower.grants, [kind]: { ...one, left: one.left - 1 } }
  await state.followers.put(follower.openId, { ...follower, grants })
}
