import { defineAction, ref } from './declare'

/** Sends a contract into its approval flow (SALES-10, APPR-3). */
export const contractSubmit = defineAction({
  name: 'contract.submit',
  area: 'sales',
  input: { contract: ref('contract', 'edit') },
  needs: { object: 'contract', verb: 'submit' },
  errors: ['notSubmittable', 'emptyContract', 'noApprovers'],
})
