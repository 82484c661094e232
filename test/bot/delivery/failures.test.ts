import { drainLane } from '@gonghai/bot/delivery/drain-lane'
import { circuitAfter, syncResultAfter, verdictAfter } from '@gonghai/bot/delivery/failures'
import { inParallel } from '@gonghai/bot/delivery/in-parallel'
import { syncCopy } from '@gonghai/bot/delivery/sync-copy'
import type {
  CopyUpdate,
  LaneStep,
  OutboundItem,
  Settlement,
  SyncSettlement,
} from '@gonghai/shared/ports/delivery'
import type { PlatformFailure } from '@gonghai/shared/ports/errors'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Card } from '@gonghai/shared/ports/messages'
import { codedAbilities, freeAbilities, ScriptedSender } from './scripted-sender'

const minute = 60_000
const card: Card = { source: '', title: '蓝海', facts: [], url: 'https://crm.test/', buttons: [] }

describe('delivery: what follows from a failure (decision 20)', () => {
  const verdicts: [PlatformFailure, boolean, number | 'dead' | 'unknown'][] = [
    ['token', false, minute],
    ['throttled', false, minute],
    ['quota', false, 60 * minute],
    ['transient', false, 5000],
    ['unknown', false, 'unknown'],
    ['unknown', true, 5000],
    ['permission', false, 10 * minute],
    ['addressList', false, 10 * minute],
    ['recipient', true, 'dead'],
    ['window', false, 'dead'],
    ['spent', true, 'dead'],
    ['input', true, 'dead'],
  ]
  test.each(verdicts)('%s (repeatable: %s) → %s', (failure, repeatable, expected) => {
    const verdict = verdictAfter({ failure, attempts: 1 }, repeatable)
    if (typeof expected === 'number') expect(verdict).toEqual({ state: 'waiting', pauseMs: expected })
    else expect(verdict).toEqual({ state: expected })
  })

  test('pauses grow; what is not the message’s fault is never given up', () => {
    const pauses = Array.from({ length: 12 }, (_, at) =>
      verdictAfter({ failure: 'transient', attempts: at + 1 }, false),
    )
    const waits = pauses.flatMap(one => (one.state === 'waiting' ? [one.pauseMs] : []))
    expect([...waits].sort((a, b) => a - b)).toEqual(waits)
    expect(waits).toHaveLength(10)
    expect(pauses.at(-1)).toEqual({ state: 'dead' })
    for (const failure of ['token', 'throttled', 'quota'] as const) {
      expect(verdictAfter({ failure, attempts: 500 }, false).state).toBe('waiting')
    }
  })

  test('the platform’s own pause is kept when it is longer', () => {
    const call = { failure: 'throttled' as const, attempts: 1 }
    expect(verdictAfter({ ...call, retryAfterMs: 90_000 }, false)).toEqual({
      state: 'waiting',
      pauseMs: 90_000,
    })
    expect(verdictAfter({ ...call, retryAfterMs: 1 }, false)).toEqual({ state: 'waiting', pauseMs: minute })
    expect(circuitAfter({ failure: 'quota', attempts: 1, retryAfterMs: 5 * 60 * minute }).pauseMs).toBe(
      300 * minute,
    )
  })

  test('a single-use code is kept only when it surely was not used', () => {
    const result = (failure: PlatformFailure, usesCode = true) =>
      syncResultAfter({ failure, attempts: 1 }, usesCode)
    expect(result('throttled')).toMatchObject({ result: 'again', keepCode: true })
    expect(result('unknown')).toEqual({ result: 'lost' })
    expect(result('spent')).toEqual({ result: 'lost' })
    expect(result('unknown', false)).toMatchObject({ result: 'again' })
    expect(result('recipient')).toEqual({ result: 'failed', tell: false })
    expect(result('input')).toEqual({ result: 'failed', tell: true })
  })
})

/** Storage that hands out the given items and notes what is settled. */
function laneOf(items: OutboundItem[]) {
  const settled: Settlement[] = []
  const waiting = [...items]
  const next = async (): Promise<LaneStep> => {
    const item = waiting.shift()
    return item ? { step: 'send', lease: 'l', item } : { step: 'idle' }
  }
  const settle = async (_lane: unknown, _lease: string, _item: OutboundItem, settlement: Settlement) => {
    settled.push(settlement)
  }
  return { settled, delivery: { next, settle, report: async () => undefined, sweep: async () => undefined } }
}

const noted: string[] = []
const note = (_fields: object, text: string) => void noted.push(text)
const log = { debug: note, info: note, warn: note, error: note }
const lane = { platform: 'wecom' as PlatformName, userId: 'u' }
const noSync = { begin: async () => ({ step: 'idle' as const }), settle: async () => undefined }

describe('delivery: one lane', () => {
  test('a success closes the circuit; a bug of ours is not sent for ever', async () => {
    const sender = new ScriptedSender(codedAbilities)
    sender.script.push({ receipt: { remoteId: 'm' } }, { run: () => Promise.reject(new TypeError('bug')) })
    const text = (id: string): OutboundItem => ({ id, attempts: 1, kind: 'text', message: { text: id } })
    const { settled, delivery } = laneOf([text('a'), text('b')])
    await drainLane({ crm: { delivery, sync: noSync }, senders: new Map([['wecom', sender]]), log }, lane)
    expect(settled).toMatchObject([
      { verdict: { state: 'sent' }, circuit: 'close', outcome: { ok: true, receipt: { remoteId: 'm' } } },
      { verdict: { state: 'dead' }, circuit: 'leave', outcome: { failure: 'input', code: 'TypeError' } },
    ])
  })

  test.each([
    ['a card may be repeated: its id is the platform’s key', {}, 'waiting'],
    ['a card without such a key is never sent twice', { idempotentCard: false }, 'unknown'],
  ])('%s', async (_, abilities, state) => {
    const sender = new ScriptedSender({ ...freeAbilities, ...abilities })
    sender.script.push({ failure: 'unknown' })
    const { settled, delivery } = laneOf([
      { id: 'a', attempts: 1, kind: 'card', copyId: 'c', card, hash: 'h', final: false },
    ])
    await drainLane({ crm: { delivery, sync: noSync }, senders: new Map([['wecom', sender]]), log }, lane)
    expect(settled).toMatchObject([{ verdict: { state } }])
  })

  test('messages for a platform that is off stay where they are', async () => {
    const { settled, delivery } = laneOf([{ id: 'a', attempts: 1, kind: 'text', message: { text: 'x' } }])
    await drainLane({ crm: { delivery, sync: noSync }, senders: new Map(), log }, lane)
    expect(settled).toEqual([])
  })

  test('an update carries its code, and tells how it went', async () => {
    const sender = new ScriptedSender(codedAbilities)
    sender.script.push({ failure: 'spent' })
    const settled: SyncSettlement[] = []
    const update: CopyUpdate = { lease: 'l', to: 'u', card, hash: 'h', final: true, attempts: 1, code: 'c1' }
    const sync = {
      begin: async () => ({ step: 'update' as const, ...update }),
      settle: async (_copy: unknown, _update: CopyUpdate, settlement: SyncSettlement) =>
        void settled.push(settlement),
    }
    const { delivery } = laneOf([])
    const deps = { crm: { delivery, sync }, senders: new Map([['wecom' as const, sender]]), log }
    await syncCopy(deps, { id: 'copy', platform: 'wecom' })
    expect(sender.calls).toMatchObject([{ kind: 'update', copyId: 'copy', code: 'c1' }])
    expect(settled).toMatchObject([{ result: { result: 'lost' }, circuit: 'leave' }])
  })

  test('one lane that fails does not keep the others of its job from being tried', async () => {
    const done: number[] = []
    const work = async (at: number) => {
      if (at === 1) throw new Error('one')
      done.push(at)
    }
    await expect(inParallel([0, 1, 2, 3, 4], 2, work)).rejects.toThrow('one')
    expect(done.sort()).toEqual([0, 2, 3, 4])
  })
})
