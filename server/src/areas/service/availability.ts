import type { ErrorCode } from '@gonghai/shared/errors'
import { translator } from '@gonghai/shared/i18n'
import type { Availability, Situation, Verdict } from '../../records/availability'
import type { OrderState, WorkAction } from './work-order'
import { workSteps } from './work-order'

const number = ({ row }: Situation) => String(row.number)

function stateWords({ actor, object, row }: Situation): string {
  return translator(actor.locale)(`option.${object.name}.state.${row.state}`)
}

/** Hidden where it is over for good; grey with the reason where only the step is wrong. */
function onState(open: Readonly<Record<string, Verdict | ErrorCode>>): (situation: Situation) => Verdict {
  return situation => {
    const verdict = open[String(situation.row.state)] ?? 'hide'
    if (typeof verdict === 'object' || verdict === 'offer' || verdict === 'hide') return verdict
    return { code: verdict, params: { number: number(situation), state: stateWords(situation) } }
  }
}

const workActions: readonly WorkAction[] = [
  'work.accept',
  'work.setOut',
  'work.begin',
  'work.complete',
  'work.refuse',
  'work.handOver',
]

/** An order's actions come one after the other; who may take them is decided by scope. */
function workRule(action: WorkAction): Availability {
  return {
    action,
    judge: ({ row }) => (workSteps[row.state as OrderState]?.includes(action) ? 'offer' : 'hide'),
  }
}

/** When service actions make sense for a record. */
export const serviceAvailability: readonly Availability[] = [
  { action: 'request.dispatch', judge: onState({ received: 'offer' }) },
  { action: 'request.complete', judge: onState({ received: 'offer' }) },
  {
    action: 'request.undoDispatch',
    judge: onState({ dispatched: 'offer', accepted: 'offer', onTheWay: 'offer', working: 'workBegun' }),
  },
  {
    action: 'serviceRequest.update',
    judge: ({ row }) => (row.state === 'done' || row.state === 'withdrawn' ? 'hide' : 'offer'),
  },
  ...workActions.map(workRule),
]
