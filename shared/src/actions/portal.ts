import { defineAction } from './declare'

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
