import { leadCloseReasons } from '../objects/lead'
import { defineAction, recordRef } from './declare'

const record = recordRef(['lead'], 'edit')

/** Nothing comes of a lead, for one of a few reasons (CUST-1). */
export const leadClose = defineAction({
  name: 'lead.close',
  area: 'customers',
  input: {
    record,
    reason: { kind: 'choice', options: leadCloseReasons, required: true },
    note: { kind: 'text', max: 200 },
  },
  needs: { object: 'lead', verb: 'close' },
  errors: ['leadClosed', 'leadConverted', 'reasonNeeded'],
  undo: 'lead.reopen',
  bulk: 'record',
})

/** A closed lead is worked on again. */
export const leadReopen = defineAction({
  name: 'lead.reopen',
  area: 'customers',
  input: { record },
  needs: { object: 'lead', verb: 'close' },
  errors: ['leadOpen', 'leadConverted', 'holdLimit', 'assigneeFull'],
  bulk: 'record',
})

/** What is done where a customer of the same name is there already. */
export const sameNameChoices = ['ask', 'join', 'create'] as const

/** A lead becomes a customer with a contact, and a task if wished (CUST-2). */
export const leadConvert = defineAction({
  name: 'lead.convert',
  area: 'customers',
  input: {
    record,
    /** An existing customer that it joins; without it a new one is made. */
    customer: { kind: 'reference', target: 'customer', need: 'edit' },
    /** Without `customer`; default ask: the call is refused and names the customer. */
    sameName: { kind: 'choice', options: sameNameChoices, initial: 'ask' },
    /** The lead's person becomes a contact; default yes. */
    makeContact: { kind: 'boolean', initial: true },
    makeTask: { kind: 'boolean', initial: false },
    taskDue: { kind: 'dateTime' },
    ignoreWarnings: { kind: 'boolean' },
  },
  needs: { object: 'lead', verb: 'convert' },
  errors: ['leadConverted', 'sameCustomer', 'notPermitted', 'notFound'],
  bulk: 'record',
})

/** What a lead can fill. */
export const leadTargets = ['customer', 'contact', 'task'] as const
export type LeadTarget = (typeof leadTargets)[number]

/** Which fields of a lead fill which fields of one target; without lines the standard mapping holds again. */
export const leadMappingSet = defineAction({
  name: 'leadMapping.set',
  area: 'customers',
  input: {
    target: { kind: 'choice', options: leadTargets, required: true },
    lines: {
      kind: 'lines',
      fields: {
        field: { kind: 'text', required: true, max: 60 },
        /** A field of the lead; or `words`, in which {{name}} stands for a field of it. */
        source: { kind: 'text', max: 60 },
        words: { kind: 'text', max: 200 },
      },
    },
  },
  needs: { object: 'lead', verb: 'configure' },
  errors: [],
})

/** The actions of leads besides the generic ones. */
export const leadActions = [leadClose, leadReopen, leadConvert, leadMappingSet] as const
