import type { ConversationDeps } from '@gonghai/bot/conversation/deps'
import { handleEvent } from '@gonghai/bot/conversation/handle'
import type { Locale } from '@gonghai/shared/i18n'
import type {
  ActionOutcome,
  ActionRequest,
  Crm,
  Dialog,
  Found,
  FoundCollision,
  FoundPool,
  PreparedCall,
  PressedCard,
} from '@gonghai/shared/ports/crm'
import type { Identity, InboundEvent, TextEvent } from '@gonghai/shared/ports/events'
import type { TextMessage } from '@gonghai/shared/ports/messages'
import { codedAbilities, freeAbilities } from '../delivery/scripted-sender'

export const found = (name: string, at = 1): Found => ({
  record: `customer:${name}`,
  number: `KH-20261121-000${at}`,
  title: name,
  line: '机械 · 数控车床',
  url: `https://crm.test/r/customer/${name}`,
})

export const approval = (id: string, title: string): Found => ({
  record: `approval:${id}`,
  number: `HT-20261121-000${id}`,
  title,
  line: '¥120,000 · 李雷',
  url: `https://crm.test/r/approval/${id}`,
})

/** A CRM of plain values, for what a conversation asks and answers. */
export function fakeCrm(locale: Locale = 'zh-CN') {
  const state = {
    linked: true,
    claimable: [] as Found[],
    findable: [] as Found[],
    pools: [] as FoundPool[],
    approvals: [] as Found[],
    reviews: [] as Found[],
    colleagues: [] as Found[],
    collisions: { vague: false, hits: [] as FoundCollision[] },
    today: { count: 0, items: [] as Found[], url: 'https://crm.test/' },
    card: null as PressedCard | null,
    dialog: null as Dialog | null,
    undo: null as PreparedCall | null,
    outcome: { ok: true, message: '办好了', result: {} } as ActionOutcome,
    executed: [] as ActionRequest[],
    replies: new Map<string, TextMessage>(),
    asked: [] as string[],
    directory: [] as string[],
  }
  const unused = () => Promise.reject(new Error('not part of a conversation'))
  // Staff only: whoever asks for a customer here has taken the wrong door.
  const strangers = new Proxy({} as Crm['customers'], {
    get: (_desk, name) => () => Promise.reject(new Error(`customers.${String(name)} is not for staff`)),
  })
  const crm: Crm = {
    now: () => new Date('2026-11-21T02:00:00Z'),
    linkAccount: async (_who, code) => `linked ${code}`,
    identify: async () =>
      state.linked ? { employeeId: 'e1', name: '李雷', locale, timeZone: 'Asia/Shanghai' } : null,
    async execute(request) {
      state.executed.push(request)
      return state.outcome
    },
    query: {
      claimable: async (_person, words) => {
        state.asked.push(words)
        return state.claimable
      },
      find: async (_person, words) => {
        state.asked.push(words)
        return state.findable
      },
      mine: async (_person, words) => {
        state.asked.push(words)
        return state.findable
      },
      pools: async () => state.pools,
      today: async () => state.today,
      collisions: async (_person, words) => {
        state.asked.push(words)
        return state.collisions
      },
      approvals: async (_person, words) =>
        state.approvals.filter(one => !words || one.number === words || one.title.includes(words)),
      reviews: async (_person, words) => state.reviews.filter(one => !words || one.title.includes(words)),
      colleagues: async (_person, words) => state.colleagues.filter(one => one.title.includes(words)),
    },
    dialog: {
      question: async () => state.dialog,
      ask: async (_who, dialog) => {
        state.dialog = dialog
      },
      clear: async () => {
        state.dialog = null
      },
      undoable: async () => state.undo,
      rememberUndo: async (_who, call) => {
        state.undo = call
      },
    },
    customers: strangers,
    press: async () => state.card,
    showCard: async () => null,
    async reply(_who: Identity, message, key) {
      if (!state.replies.has(key)) state.replies.set(key, message)
    },
    inbox: {
      store: unused,
      take: unused,
      finish: unused,
      fail: unused,
      answer: unused,
      stopWaiting: unused,
    },
    delivery: { next: unused, settle: unused, report: unused, sweep: unused },
    sync: { begin: unused, settle: unused },
    directoryChanged: async event => void state.directory.push(...event.ids),
  }
  const ignore = () => undefined
  const deps: ConversationDeps = {
    crm,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    abilitiesOf: name => (name === 'wecom' ? codedAbilities : freeAbilities),
  }
  let events = 0
  const base = () => ({
    platform: 'wecom' as const,
    dedupeKey: `d${++events}`,
    from: { platform: 'wecom' as const, userId: 'lilei' },
    at: crm.now(),
  })
  const handle = (event: InboundEvent, id = `i${events}`, attempts = 1) =>
    handleEvent(deps, { id, event, attempts, lease: 'l' })
  return {
    crm,
    state,
    base,
    handle,
    /** Types a line. @returns the answer */
    async say(text: string, more: Partial<TextEvent> = {}): Promise<string> {
      await handle({ ...base(), type: 'text', text, chat: 'single', ...more })
      return state.replies.get(`answer:i${events}`)?.text ?? ''
    },
    async press(action: string, values: Record<string, string> = {}, more: { platform?: 'dingtalk' } = {}) {
      const answer = await handle({ ...base(), type: 'press', copyId: 'c1', action, values, ...more })
      return { answer, text: state.replies.get(`answer:i${events}`)?.text }
    },
    lastLinks: () => state.replies.get(`answer:i${events}`)?.links ?? [],
  }
}
