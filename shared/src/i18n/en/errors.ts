import { accessParts } from './access-parts'
import { clockParts } from './clock-parts'
import { customerParts } from './customer-parts'
import { duplicateParts } from './duplicates'
import { giving } from './giving'
import { organisationActs } from './organisation-acts'
import { relationParts } from './relation-parts'
import { service } from './service'
import { tableParts } from './tables'

/** Words for every refusal: `error.<code>`, and for fields `error.field.<rule>`. */
export const errors = {
  formula: tableParts.formula,
  error: {
    ...accessParts.error,
    ...duplicateParts.error,
    ...tableParts.error,
    internal: 'Something went wrong on our side and has been recorded. Please try again later.',
    invalidInput: 'Some values need to be changed; see the marked fields.',
    unknownField: 'There is a field that does not exist.',
    malformedBody: 'The request could not be read.',
    bodyTooLarge: 'This is too large (limit: {{limit}}).',
    unsupportedType: 'This type of file or content is not supported.',
    notSignedIn: 'Please sign in first.',
    signInFailed: 'Signing in did not work. Please open the app again.',
    notLinked: 'Your account is not linked to an employee yet. Please ask an administrator.',
    notPermitted: 'You do not have permission to do this.',
    notFound: 'Not found: it may have been deleted or lies outside your scope.',
    unknownAction: 'There is no action “{{action}}”.',
    staleVersion: 'Somebody has just changed this record. Look at the newest version before you save.',
    keyReused: 'This request key has been used for something else.',
    frozen: 'A record in approval cannot be changed.',
    importNotReady: 'This table is still being checked, or has been dealt with.',
    importHasErrors:
      '{{wrong}} of {{total}} rows have something wrong. Correct them and import again, or choose to leave them out.',
    exportTooMany:
      '{{found}} were found; one file takes at most {{most}}. Please filter, and export in parts.',
    duplicateValue: 'There is one like this already.',
    tooManyRequests: 'Too many requests. Please wait {{seconds}} seconds.',
    busy: 'Very busy right now. Please try again in a few seconds.',
    alreadyClaimed: 'Too late: {{name}} claimed “{{record}}” at {{time}}.',
    alreadyOwned: '“{{record}}” is already yours.',
    notInPool: '“{{record}}” is not in a pool.',
    notPoolMember: 'You are not a member of “{{pool}}”.',
    claimNotAllowed: 'Records of “{{pool}}” are assigned by its administrators; they cannot be claimed.',
    holdLimit:
      'You hold {{held}} of at most {{limit}} records from “{{pool}}”{{waiting}}. Release one to claim another.',
    assigneeFull:
      '{{name}} holds {{held}} of at most {{limit}} records from “{{pool}}”{{waiting}} and cannot be given another.',
    dayLimit:
      'You have claimed {{claimed}} of at most {{limit}} records from “{{pool}}” today{{waiting}}. You can claim again from {{lifts}}.',
    recordLimit: 'Your claims of “{{record}}”: {{claimed}} of {{limit}} allowed. {{lifts}}',
    noPool: 'There is no pool to return it to. Please choose one.',
    ...clockParts.error,
    tooLateToUndo: 'It is too late to undo this. You can still release the record.',
    cannotOwn: '{{name}} cannot own this record.',
    alreadyDecided: '{{name}} {{decision}} this at {{time}} already.',
    notYourTurn: 'It is not your turn in this approval.',
    contentChanged: 'The content changed after it was submitted. The applicant has to submit it again.',
    noApprovers: 'No approver was found. Please ask an administrator to check the flow.',
    notSubmittable: 'This contract is “{{state}}” and cannot be submitted.',
    reasonNeeded: 'Please give a reason.',
    productUnlisted: '“{{product}}” is no longer listed and cannot be added.',
    emptyContract: 'The contract has no amount or products yet.',
    inUse: '“{{record}}” is used by {{users}} and cannot be deleted.',
    pastTime: 'Please choose a time in the future.',
    ...organisationActs.error,
    ...service.error,
    ...giving.error,
    ...customerParts.error,
    ...relationParts.error,
    lifts: {
      liftsAt: 'You can claim it again from {{date}}.',
      never: 'This does not lift.',
    },
    verifyFailed:
      'That doesn’t match. Please check the serial number on the machine’s plate and the last four digits of the registered phone number.',
    verifyLocked: 'Too many tries. Please try again in {{minutes}} minutes, or contact your account manager.',
    /** What somebody did with an approval, inside `alreadyDecided`. */
    decision: {
      agreed: 'approved',
      rejected: 'rejected',
      withdrawn: 'withdrew',
      overruled: 'assigned directly',
      extended: 'extended directly',
    },
    field: {
      required: 'Required',
      type: 'Wrong type',
      tooLong: 'At most {{max}} characters',
      tooSmall: 'At least {{min}}',
      tooLarge: 'At most {{max}}',
      option: 'Choose one of the options',
      format: 'Wrong format',
      unknown: 'There is no such field',
      missingRecord: 'No such record',
      duplicate: 'Given twice',
    },
  },
} as const
