import { defineAction, recordRef, ref } from './declare'

/** What is transferred from one owner to another (CUST-8); those that keep a place for the old owner name it. */
const keepAs = { kind: 'choice', options: ['none', 'read', 'edit'], initial: 'none' } as const

/** A lead gets another owner. */
export const leadTransfer = defineAction({
  name: 'lead.transfer',
  area: 'customers',
  input: { record: recordRef(['lead'], 'beyondTeam'), to: ref('employee', 'exists') },
  needs: { object: 'lead', verb: 'transfer' },
  errors: ['notPermitted', 'notOwned', 'alreadyTheirs', 'cannotOwn', 'assigneeFull'],
  bulk: 'record',
})

/** A customer gets another owner; its contacts and contracts of the old one go along where that is chosen. */
export const customerTransfer = defineAction({
  name: 'customer.transfer',
  area: 'customers',
  input: {
    record: recordRef(['customer'], 'beyondTeam'),
    to: ref('employee', 'exists'),
    keepAs,
    /** Offered as chosen; an absent one means no. */
    takeContacts: { kind: 'boolean', initial: true },
    takeContracts: { kind: 'boolean', initial: false },
  },
  needs: { object: 'customer', verb: 'transfer' },
  errors: ['notPermitted', 'notOwned', 'alreadyTheirs', 'cannotOwn', 'assigneeFull'],
  bulk: 'record',
})

/** A contact gets another owner. */
export const contactTransfer = defineAction({
  name: 'contact.transfer',
  area: 'customers',
  input: { record: recordRef(['contact'], 'beyondTeam'), to: ref('employee', 'exists') },
  needs: { object: 'contact', verb: 'transfer' },
  errors: ['notPermitted', 'notOwned', 'alreadyTheirs', 'cannotOwn'],
  bulk: 'record',
})

/** A contract that does not wait in an approval gets another owner. */
export const contractTransfer = defineAction({
  name: 'contract.transfer',
  area: 'sales',
  input: { record: recordRef(['contract'], 'beyondTeam'), to: ref('employee', 'exists'), keepAs },
  needs: { object: 'contract', verb: 'transfer' },
  errors: ['notPermitted', 'notOwned', 'alreadyTheirs', 'cannotOwn', 'frozen'],
  bulk: 'record',
})

/** Every transfer, one per object. */
export const transfers = [leadTransfer, customerTransfer, contactTransfer, contractTransfer] as const
