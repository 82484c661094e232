import { defineAction, ref } from './declare'

/** A follower says who they are: the serial number of a machine and the end of the phone number we know (PORTAL-1). */
export const portalVerify = defineAction({
  name: 'portal.verify',
  area: 'portal',
  by: ['customer'],
  input: {
    serialNumber: { kind: 'text', required: true, max: 50 },
    phoneEnding: { kind: 'text', required: true, max: 4 },
  },
  needs: { object: 'asset', verb: 'view' },
  errors: ['verifyFailed', 'verifyLocked'],
})

/** Staff opens all of a company's machines and requests to a follower, or closes them again (decision 22). */
export const portalGrantCompany = defineAction({
  name: 'portal.grantCompany',
  area: 'portal',
  by: ['employee'],
  input: { user: ref('portalUser', 'edit'), granted: { kind: 'boolean' } },
  needs: { object: 'customer', verb: 'update' },
  errors: [],
})
