import { customer } from '../objects/customer'
import type { Field } from '../objects/declare'
import { defineAction, recordRef, ref } from './declare'

/**
 * Owner and superiors match a customer with a partner, or make one; the customer cooperates and trades from then on (CUST-5).
 * A colleague in the team does not sign.
 */
export const customerSign = defineAction({
  name: 'customer.sign',
  area: 'customers',
  input: {
    record: recordRef(['customer'], 'beyondTeam'),
    /** Chosen among several candidates. */
    partner: { kind: 'reference', target: 'partner', need: 'exists' },
    /** None of the candidates is the company: make another partner, told apart by its tax number. */
    newPartner: { kind: 'boolean' },
    /** Default: the customer's name. */
    partnerName: { kind: 'text', max: 100 },
    /** Default: the customer's. */
    taxNumber: { kind: 'text', max: 20 },
  },
  needs: { object: 'customer', verb: 'sign' },
  errors: ['alreadySigned', 'severalPartners', 'partnerExists', 'noOwner'],
})

/** A pool's administrators, and whoever leads a group, put what nobody owns into the recycle bin (CUST-7). */
export const poolDiscard = defineAction({
  name: 'pool.discard',
  area: 'customers',
  input: { record: recordRef(['customer', 'lead'], 'pooled') },
  needs: { object: 'pool', verb: 'assign' },
  errors: ['inUse', 'alreadyClaimed', 'discardNotAllowed'],
  bulk: 'record',
})

/** Fields that say where a record stands; a merge settles them by itself. */
const settled: ReadonlySet<string> = new Set(['owner', 'pool', 'stage', 'trading', 'nextContactAt'])

/** Fields of a customer whose value a merge takes from either side: what people write, and the partner. */
export const mergeFields: readonly string[] = Object.entries(customer.fields as Record<string, Field>)
  .filter(([name, field]) => ((field.write ?? 'user') === 'user' && !settled.has(name)) || name === 'partner')
  .map(([name]) => name)

/** Makes one customer of two; everything moves to the winner, the loser leads to it (CUST-12). */
export const customerMerge = defineAction({
  name: 'customer.merge',
  area: 'customers',
  input: {
    /** The one that stays. */
    winner: ref('customer', 'beyondTeam'),
    /** The one that goes. */
    loser: ref('customer', 'beyondTeam'),
    /** Versions that the choice was made on. */
    winnerVersion: { kind: 'integer', required: true, min: 1 },
    loserVersion: { kind: 'integer', required: true, min: 1 },
    /** Fields whose value comes from the loser. */
    take: { kind: 'choices', options: mergeFields, ownFieldsOf: 'customer' },
    /** What the loser's owner keeps, where that is somebody else. */
    keepOwner: { kind: 'choice', options: ['none', 'read', 'edit'], initial: 'read' },
  },
  needs: { object: 'customer', verb: 'merge' },
  errors: ['mergeSelf', 'mergeInApproval', 'differentPartners'],
})
