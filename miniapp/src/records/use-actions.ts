import type { RecordView } from '@gonghai/shared/client/api'
import { hasText } from '../lib/i18n'
import { useMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { toast } from '../ui/toast'
import { splitInput } from './action-input'
import { asking } from './asking'
import { runOrSay } from './run-action'

export interface RecordAction {
  name: string
  /** Why it can't be done just now; pressing says so. */
  blocked?: string
}

/** Which come first; `*` stands for the record's own object. Those that stand elsewhere on the page are left out. */
const order = [
  'pool.agreeClaim',
  'pool.rejectClaim',
  'customer.review',
  'customer.rejectReview',
  'customer.submitReview',
  'pool.withdrawClaim',
  'pool.withdrawExtension',
  'pool.claim',
  'contract.submit',
  'task.complete',
  'request.dispatch',
  'work.accept',
  'work.setOut',
  'work.begin',
  'work.complete',
  'customer.sign',
  '*.update',
  'work.handOver',
  'work.refuse',
  'request.complete',
  'request.undoDispatch',
  'reminder.done',
  'reminder.snooze',
  'pool.assign',
  'pool.directAssign',
  'task.reopen',
  'approval.withdraw',
  'pool.release',
  '*.restore',
]

/** After everything else, where no thumb meets it by chance. */
const last = '*.remove'

const elsewhere = new Set(['approval.agree', 'approval.reject', 'pool.undoClaim'])

/** The actions of a record, main ones first: those allowed, and those impossible just now with their reason. */
export function actionsOf(record: RecordView): RecordAction[] {
  const rank = (name: string) => {
    const key = own(name, record) ? name.replace(`${record.object}.`, '*.') : name
    if (key === last) return order.length + 1
    const found = order.indexOf(key)
    return found < 0 ? order.length : found
  }
  const all: RecordAction[] = [
    ...record.allowed.map(name => ({ name })),
    ...Object.entries(record.blocked).map(([name, blocked]) => ({ name, blocked })),
  ]
  if (record.approval?.allowed.includes('approval.withdraw')) all.push({ name: 'approval.withdraw' })
  // What can be made for a record is offered where its related records stand.
  return all
    .filter(({ name }) => !elsewhere.has(name) && !name.endsWith('.create'))
    .sort((one, two) => rank(one.name) - rank(two.name))
}

/** One step after the other on an engineer's phone: these ask nothing and harm nothing, so one press is enough. */
const atOnce = new Set(['work.accept', 'work.begin', 'pool.withdrawClaim', 'customer.submitReview'])

/** Actions that take more than a sheet: each has a page of its own. */
const pages: Readonly<Record<string, 'sign' | 'merge'>> = {
  'customer.sign': 'sign',
  'customer.merge': 'merge',
}

const generic = ['update', 'remove', 'restore']
const own = (name: string, record: RecordView) => generic.some(verb => name === `${record.object}.${verb}`)

/** Starts an action on a record: opens the form, asks what is missing, asks to confirm, or runs at once. */
export function useStart(): (action: RecordAction, record: RecordView, done?: () => void) => void {
  const { data: meta } = useMeta()
  const { open } = useNavigation()
  return ({ name, blocked }, record, done) => {
    if (blocked) return toast(blocked, { tone: 'danger' })
    if (name === `${record.object}.update`)
      return open({ page: 'form', object: record.object, id: record.id })
    const page = pages[name]
    if (page) return open({ page, id: record.id })
    const contract = meta?.actions[name]
    // Without its contract nobody knows what the action has to ask.
    if (!contract) return
    const { known, asked } = splitInput(contract.input, record)
    if (
      Object.keys(asked).length ||
      hasText(`ui.consequence.${name}`) ||
      !(contract.undo || atOnce.has(name))
    ) {
      asking.set({ action: name, title: record.title, known, asked, done })
      return
    }
    void runOrSay(name, known).then(answer => answer && done?.())
  }
}
