/** Words for claims that wait for a word, for new customers under review, and for which pool a record goes to. */
export const giving = {
  action: {
    pool: {
      claim: {
        label: 'Claim',
        done: '“{{name}}” is yours',
        asked: 'You asked for “{{name}}”; it waits for {{reviewers}}',
      },
      assign: {
        label: 'Assign',
        done: '“{{name}}” assigned to {{to}}',
        asked: 'Assigning “{{name}}” to {{to}} waits for {{reviewers}}',
      },
      directAssign: { label: 'Assign directly', done: '“{{name}}” assigned to {{to}}' },
      agreeClaim: { label: 'Agree', done: 'Agreed: “{{name}}” goes to {{to}}' },
      rejectClaim: { label: 'Reject', done: 'Rejected: “{{name}}” stays in the pool' },
      withdrawClaim: { label: 'Withdraw', done: 'You no longer ask for “{{name}}”' },
      passOnReviews: { label: 'Pass reviews on', done: '{{count}} reviews went to {{to}}' },
      retire: {
        label: 'Retire',
        done: '“{{name}}” is retired',
        emptied: '“{{name}}” is retired; {{moved}} records went to “{{to}}”',
        moving: '{{moved}} records moved, {{left}} are left. There are many: press “Retire” once more.',
      },
      setRoutes: { label: 'Save routes', done: 'Routes saved' },
    },
    customer: {
      review: { label: 'Let in', done: '“{{name}}” passed the review' },
      rejectReview: { label: 'Don’t let in', done: '“{{name}}” did not pass the review' },
      submitReview: {
        label: 'Submit again',
        done: '“{{name}}” submitted again; it waits for {{reviewers}}',
        counted: '“{{name}}” needs no review now and counts',
      },
    },
  },
  history: {
    pool: {
      directAssign: 'assigned it directly',
      agreeClaim: 'agreed to the claim of another group',
      rejectClaim: 'rejected the claim of another group',
      withdrawClaim: 'withdrew the claim',
      passOnReviews: 'went to the superior, the reviewer left',
      retire: 'retired the pool',
      setRoutes: 'changed the routes',
    },
    customer: {
      review: 'let the customer in',
      rejectReview: 'did not let the customer in',
      submitReview: 'submitted it for review again',
    },
    /** Inside a record's history. */
    note: {
      claimAsked: '{{name}} asks for it; waits for {{reviewers}}',
      assignAsked: 'to be assigned to {{name}}; waits for {{reviewers}}',
      reviewAsked: 'new customer; waits for {{reviewers}}',
    },
  },
  error: {
    /** Behind a figure of the limits below. */
    alsoWaiting: ' ({{count}} more waiting for a review)',
    discardNotAllowed: 'Only the pool’s administrators and group leaders can delete what lies in it.',
    undoLimit: 'You have undone {{limit}} claims in “{{pool}}” today. You can still release the record.',
    wrongPoolKind:
      '“{{pool}}” does not take such records: customers go into customer pools, leads into lead pools.',
    poolInUse:
      '“{{pool}}” still holds {{lying}} records without an owner and {{held}} that colleagues have, and {{routes}} routes lead to it. Choose the pool that takes them, then retire it.',
    lastDefaultPool:
      '“{{pool}}” is the default pool, and records without an owner need one. Make another pool the default; this one then stops being it.',
    assignNotAllowed: 'You neither administer “{{pool}}” nor lead a group, so you cannot assign its records.',
    notInGroup:
      '{{name}} is not in your group. Leaders assign within their own group; for others ask an administrator of “{{pool}}”.',
    reviewWaits: 'Somebody has asked for “{{record}}” and it waits for review. It cannot be taken now.',
    claimantLimited: '{{name}} cannot get this record now: {{reason}}',
    recordLocked: '“{{record}}” is locked. Unlock it first; a leader may release it after confirming.',
    customerUnreviewed: 'Customer “{{record}}” has not passed its review yet.',
    nothingToReview: '“{{record}}” needs no review now.',
    /** Which limit the claimer has reached, said to the reviewer; inside `claimantLimited`. */
    claimant: {
      holdLimit: 'holds {{held}} from “{{pool}}”{{waiting}}, the limit is {{limit}}.',
      assigneeFull: 'holds {{held}} from “{{pool}}”{{waiting}}, the limit is {{limit}}.',
      dayLimit:
        'claimed {{claimed}} from “{{pool}}” today{{waiting}}, the limit is {{limit}} a day. Possible again from {{lifts}}.',
      recordLimit: 'claimed it {{claimed}} times, the limit is {{limit}}. {{lifts}}',
    },
  },
  card: {
    poolReview: {
      claimSource: '{{pool}} · claim across groups',
      assignSource: '{{pool}} · assignment across groups',
      newSource: '{{pool}} · new customer to review',
      claimant: 'Claimed by',
      asker: 'Asked by',
      lastOwner: 'Last owner',
      group: 'Last group',
      groupOf: '{{name}}’s group',
      agree: 'Agree',
      reject: 'Reject',
      pass: 'Let in',
      fail: 'Reject',
      open: 'View',
      agreed: '{{name}} agreed · {{time}}',
      rejected: '{{name}} rejected · {{time}}: {{reason}}',
      withdrawn: 'Withdrawn · {{time}}',
      overruled: '{{name}} assigned it directly · {{time}}',
      passed: '{{name}} let it in · {{time}}',
      failed: '{{name}} did not let it in · {{time}}: {{reason}}',
      gone: 'No review needed any more',
      claimAgreed: '{{name}} agreed: “{{record}}” is yours.',
      claimRejected: '{{name}} rejected your claim of “{{record}}”: {{reason}}',
      assignAgreed: '{{name}} agreed: “{{record}}” went to {{to}}.',
      assignRejected: '{{name}} rejected assigning “{{record}}” to {{to}}: {{reason}}',
      overruledNotice: '{{name}} assigned “{{record}}” directly; your request has ended.',
      customerPassed: '{{name}} let your new customer “{{record}}” in.',
      customerFailed: '{{name}} did not let your new customer “{{record}}” in: {{reason}}',
      waits: '{{name}} asked for it; waits for review',
    },
    customerApproval: {
      industry: 'Industry',
      region: 'Region',
      phone: 'Phone',
      pool: 'Pool',
      number: 'Customer no.',
    },
  },
  today: {
    askedAt: 'asked {{time}}',
    claimReview: '{{name}} wants it · {{pool}}',
    assignReview: 'for {{name}} · {{pool}}',
    newReview: 'made by {{name}} · {{pool}}',
  },
  bot: { pick: { assignee: 'Who gets “{{title}}”? Reply with the number:' } },
  /** Marks on rows and heads. */
  mark: {
    reviews: 'Claims to review: {{count}}',
    claimWaits: '{{name}} asked for it',
    unreviewed: 'Under review',
    unreviewedRejected: 'Review failed',
  },
} as const
