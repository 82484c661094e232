/** Verbs, traces and refusals of the organisation, its people, the directory and passwords. */
export const organisationActs = {
  action: {
    organisation: {
      create: { label: 'New organisation', done: 'Organisation “{{name}}” created' },
      change: { label: 'Edit organisation', done: '“{{name}}” saved' },
    },
    department: {
      create: { label: 'New department', done: 'Department “{{name}}” created' },
      change: { label: 'Edit department', done: 'Department “{{name}}” saved' },
      move: { label: 'Move department', done: '“{{name}}” now sits under “{{to}}”' },
      remove: { label: 'Delete department', done: 'Department “{{name}}” deleted' },
    },
    position: {
      create: { label: 'New position', done: 'Position “{{name}}” created' },
      change: { label: 'Edit position', done: 'Position “{{name}}” saved' },
      remove: { label: 'Delete position', done: 'Position “{{name}}” deleted' },
    },
    employee: {
      create: { label: 'New employee', done: '{{name}} has joined' },
      change: { label: 'Edit employee', done: '{{name}} saved' },
      move: { label: 'Change department', done: '{{name}} moved to “{{to}}” with {{count}} records' },
      leave: { label: 'Mark as left', done: '{{name}} has left; approvals and reports went to {{to}}' },
      return: { label: 'Bring back', done: '{{name}} is back' },
      link: { label: 'Link account', done: '{{name}} is linked to account {{userId}}' },
      unlink: { label: 'Unlink', done: 'The account of {{name}} is unlinked' },
    },
    handover: {
      start: {
        label: 'Hand over',
        done: 'Handing over {{count}} records of {{name}}; you will be told when it is done',
      },
      pass: { label: 'Pass a record on', done: '“{{name}}” went to {{to}}' },
    },
    directory: {
      read: {
        label: 'Read the directory',
        done: 'Reading the directory; the differences follow in a moment',
      },
      choose: { label: 'Choose differences', done: '{{count}} chosen' },
      apply: {
        label: 'Apply what is chosen',
        done: 'Applying {{count}} differences; you will be told when it is done',
      },
      applyItem: { label: 'Apply a difference', done: '{{text}}' },
      configure: { label: 'Sync settings', done: 'Sync settings saved' },
    },
  },
  history: {
    organisation: { create: 'created the organisation', change: 'changed the organisation' },
    department: {
      create: 'created the department',
      change: 'changed the department',
      move: 'moved the department',
      remove: 'deleted the department',
    },
    position: {
      create: 'created the position',
      change: 'changed the position',
      remove: 'deleted the position',
    },
    employee: {
      create: 'added the employee',
      change: 'changed the employee',
      move: 'changed the department',
      leave: 'marked as left',
      return: 'brought back',
      link: 'linked an account',
      unlink: 'unlinked an account',
    },
    handover: { start: 'started a handover', pass: 'handed over (leaver or mover)' },
    directory: {
      read: 'read the directory',
      choose: 'chose differences',
      apply: 'synced the directory',
      applyItem: 'followed the directory',
      configure: 'changed the sync settings',
    },
  },
  error: {
    tooDeep: 'Departments go {{levels}} levels deep at most.',
    circle: '“{{name}}” cannot be placed below itself.',
    departmentNotEmpty:
      '“{{name}}” still has {{people}} people, {{departments}} departments and {{positions}} positions. Empty it first.',
    positionFilled: '“{{name}}” is still filled: {{people}}.',
    notYourself: 'You cannot mark yourself as left. Ask another administrator.',
    lastAdministrator: 'This is the last super administrator. Appoint somebody else first.',
    neverLeft: '{{name}} has not left.',
    stillActive:
      '{{name}} is still with the company and decides for themselves; what waits passes on when they leave.',
    alreadyLinked: '{{name}} is linked already, or this account ({{userId}}) belongs to {{name}}.',
    nothingToHandOver: '{{name}} holds nothing that you can hand over.',
    receiverNeeded: 'Choose who receives it.',
    notTheirs: '“{{record}}” has another owner by now and stays as it is.',
    runNotReady: 'These differences were dealt with already, or are out of date. Read the directory again.',
    alreadyReading: 'This platform is being read or synced. Wait until that is done.',
    confirmNumber: 'This would disable {{leaves}} people. Check the list, then type {{leaves}} to confirm.',
    itemGone: 'This has changed in the meantime. Read the directory again.',
    departmentNotTaken:
      'The new department “{{name}}” was not taken along, so nobody moves yet. Take it first, then read again.',
    wrongPassword: 'The mobile number or the password is wrong.',
    loginLocked:
      'Too many tries. Try again in {{minutes}} minutes, or ask another administrator for a reset.',
    noMobile: '{{name}} has no mobile number to sign in with. Add one under Organisation first.',
    weakPassword:
      'A password needs at least 12 characters, must not be one repeated or running sequence, and must not contain the mobile number.',
    codeSpent: 'The code was used, has expired or is wrong. Get a new one.',
    notAdministrator: 'Only administrators sign in by password.',
  },
} as const
