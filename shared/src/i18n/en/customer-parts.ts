/** Partners, signing, the recycle bin, merging, stages and the whole picture of a customer: what the other topics take in. */
export const customerParts = {
  object: {
    partner: {
      label: 'Partner',
      plural: 'Partners',
      field: { name: 'Partner name', taxNumber: 'Tax number', state: 'State', remark: 'Remark' },
    },
    customer: { field: { partner: 'Partner', formerNames: 'Names and numbers before merging' } },
  },
  option: { partner: { state: { valid: 'Valid', invalid: 'Invalid' } } },
  action: {
    customer: {
      sign: { label: 'Sign', done: '“{{name}}” is signed, partner “{{partner}}” ({{number}})' },
      merge: { label: 'Merge', done: '“{{loser}}” is now part of “{{name}}”' },
    },
    pool: { discard: { label: 'Delete', done: '“{{name}}” moved to the recycle bin' } },
    partner: {
      create: { label: 'New partner', done: 'Partner created' },
      update: { label: 'Edit', done: 'Partner saved' },
    },
  },
  history: {
    customer: { sign: 'signed the customer', merge: 'merged two customers' },
    pool: { discard: 'deleted it from the pool' },
    partner: { create: 'created the partner', update: 'edited the partner' },
  },
  error: {
    alreadySigned: '“{{record}}” is signed already; its partner is “{{partner}}”.',
    severalPartners: '{{many}} partners could be meant. Please choose one: {{partners}}',
    partnerExists:
      'There is a partner “{{partner}}” ({{number}}) already. Link it; if yours really is another company, give its own tax number.',
    noOwner: 'Nobody owns “{{record}}” yet. Claim or assign it first.',
    nameTaken:
      '“{{name}}” has the same name as the customer “{{other}}” ({{number}}). Restore it under another name.',
    ownerBinned: '“{{record}}” is in the recycle bin itself. Restore that first.',
    merged: '“{{record}}” was merged into “{{winner}}” ({{number}}) and can’t be restored.',
    mergeSelf: 'Please choose two different customers.',
    mergeInApproval: '“{{record}}” is under review or in approval. Merge when that is finished.',
    differentPartners:
      'The two customers belong to different partners and both have contracts in force: they can’t be merged.',
  },
} as const
