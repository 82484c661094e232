/** What transfers, teams, relations, tags and segments add to the other topics. */
export const relationParts = {
  action: {
    lead: {
      transfer: {
        label: 'Transfer',
        done: '{{name}} now belongs to {{to}}{{along}}',
      },
      share: {
        label: 'Add to team',
        done: '{{names}} joined the team of {{name}}',
      },
      unshare: {
        label: 'Remove from team',
        done: '{{names}} left the team of {{name}}',
      },
      close: {
        label: 'Close lead',
        done: 'Lead {{name}} closed',
      },
      reopen: {
        label: 'Reopen',
        done: 'Lead {{name}} reopened',
      },
      convert: {
        label: 'Convert to customer',
        done: '{{name}} became customer {{customer}}',
      },
    },
    customer: {
      transfer: {
        label: 'Transfer',
        done: '{{name}} now belongs to {{to}}{{along}}',
      },
      share: {
        label: 'Add to team',
        done: '{{names}} joined the team of {{name}}',
      },
      unshare: {
        label: 'Remove from team',
        done: '{{names}} left the team of {{name}}',
      },
      relate: {
        label: 'Add a relation',
        done: 'Noted: {{name}} · {{kind}} · {{other}}',
      },
      unrelate: {
        label: 'Delete relation',
        done: 'Deleted',
      },
    },
    contact: {
      transfer: {
        label: 'Transfer',
        done: '{{name}} now belongs to {{to}}{{along}}',
      },
      share: {
        label: 'Add to team',
        done: '{{names}} joined the team of {{name}}',
      },
      unshare: {
        label: 'Remove from team',
        done: '{{names}} left the team of {{name}}',
      },
      relate: {
        label: 'Add a relation',
        done: 'Noted: {{name}} · {{kind}} · {{other}}',
      },
      unrelate: {
        label: 'Delete relation',
        done: 'Deleted',
      },
      knows: {
        label: 'Somebody close',
        done: 'Noted {{person}}, close to {{name}}',
      },
    },
    contract: {
      transfer: {
        label: 'Transfer',
        done: '{{name}} now belongs to {{to}}{{along}}',
      },
      share: {
        label: 'Add to team',
        done: '{{names}} joined the team of {{name}}',
      },
      unshare: {
        label: 'Remove from team',
        done: '{{names}} left the team of {{name}}',
      },
    },
    leadMapping: {
      set: {
        label: 'Lead conversion',
        done: 'Conversion saved',
      },
    },
    tag: {
      create: {
        label: 'New tag',
        done: 'Tag {{name}} created',
      },
      update: {
        label: 'Change tag',
        done: 'Tag {{name}} saved',
      },
      discard: {
        label: 'Delete tag',
        done: 'Tag {{name}} deleted',
      },
      add: {
        label: 'Tag',
        done: '{{name}} tagged {{tags}}',
      },
      remove: {
        label: 'Untag',
        done: '{{tags}} taken off {{name}}',
      },
    },
    segment: {
      create: {
        label: 'New segment',
        done: 'Segment {{name}} saved',
      },
      update: {
        label: 'Change segment',
        done: 'Segment {{name}} saved',
      },
      remove: {
        label: 'Delete segment',
        done: 'Segment {{name}} deleted',
      },
    },
    relationKind: {
      create: {
        label: 'New kind of relation',
        done: 'Relation {{name}} added',
      },
      update: {
        label: 'Change kind of relation',
        done: 'Relation {{name}} saved',
      },
    },
  },
  history: {
    lead: {
      transfer: 'transferred it to another owner',
      share: 'changed the team',
      unshare: 'removed from the team',
      close: 'closed the lead',
      reopen: 'reopened the lead',
      convert: 'converted it to a customer',
    },
    customer: {
      transfer: 'transferred it to another owner',
      share: 'changed the team',
      unshare: 'removed from the team',
      relate: 'added a relation',
      unrelate: 'deleted a relation',
    },
    contact: {
      transfer: 'transferred it to another owner',
      share: 'changed the team',
      unshare: 'removed from the team',
      relate: 'added a relation',
      unrelate: 'deleted a relation',
      knows: 'noted somebody close',
    },
    contract: {
      transfer: 'transferred it to another owner',
      share: 'changed the team',
      unshare: 'removed from the team',
    },
    leadMapping: {
      set: 'changed the conversion',
    },
    tag: {
      create: 'created the tag',
      update: 'changed the tag',
      discard: 'deleted the tag',
      add: 'tagged it',
      remove: 'took tags off',
    },
    segment: {
      create: 'created the segment',
      update: 'changed the segment',
      remove: 'deleted the segment',
    },
    relationKind: {
      create: 'added a kind of relation',
      update: 'changed a kind of relation',
    },
  },
  error: {
    notOwned: '{{record}} has no owner yet: claim or assign it from its pool.',
    alreadyTheirs: '{{record}} already belongs to {{name}}.',
    ownerInTeam: '{{name}} owns {{record}} and needs no place in its team.',
    cannotJoin: "{{name}} may not view such records and can't join the team.",
    notInTeam: '{{names}} is not in the team of {{record}}.',
    leadClosed: 'Lead {{record}} is closed already.',
    leadOpen: 'Lead {{record}} is not closed.',
    leadConverted: 'Lead {{record}} has become a customer already.',
    sameCustomer: 'There is a customer {{name}} ({{number}}). Join it, or make a new one all the same.',
    tagInUse: 'Tag {{name}} is still on records. Retire it instead.',
    tagUnfit: 'Tag {{tag}} is retired, or not meant for this.',
    notYourSegment: "This is a colleague's segment; only its owner changes it.",
    relatedToItself: 'Nobody is related to themselves.',
    relationCircle: 'That would make a circle: the other one is below already.',
  },
  card: {
    ownContact: 'The time that you agreed on has come: get in touch with {{name}}.',
    handed: {
      ownerOne: '{{by}} transferred {{name}} to you. It is yours now.',
      ownerSeveral:
        '{{by}} transferred {{name}} and more to you, {{number}} records in all. They are yours now.',
      teamOne: '{{by}} added you to the team of {{name}}.',
      teamSeveral: '{{by}} added you to the teams of {{name}} and more, {{number}} records in all.',
    },
  },
  ask: {
    keepAs: 'Former owner',
    takeContacts: 'Contacts go along',
    takeContracts: 'Contracts go along',
    people: 'Colleagues',
    access: 'Access',
    tags: 'Tags',
    note: 'Remark',
    sameName: 'If a customer has that name',
    makeContact: 'Make a contact',
    makeTask: 'Make a task',
    taskDue: 'Task due',
    lead: { convert: { customer: 'Customer to join' } },
  },
  consequence: {
    lead: {
      close: 'Nothing is due any more and no rule takes it back; it can be reopened.',
    },
  },
  option: {
    ask: {
      lead: {
        close: {
          reason: {
            noNeed: 'No need',
            noBudget: 'No budget',
            competitor: 'Chose a competitor',
            unreachable: 'Out of reach',
            wrongContact: 'Wrong person',
            duplicate: 'Duplicate',
            other: 'Other',
          },
        },
        convert: {
          sameName: {
            ask: 'Ask me',
            join: 'Join it',
            create: 'Make a new one',
          },
        },
        share: {
          access: {
            read: 'May read',
            edit: 'May edit',
          },
        },
      },
      customer: {
        transfer: {
          keepAs: {
            none: 'Takes no part any more',
            read: 'Stays in the team, may read',
            edit: 'Stays in the team, may edit',
          },
        },
        share: {
          access: {
            read: 'May read',
            edit: 'May edit',
          },
        },
      },
      contract: {
        transfer: {
          keepAs: {
            none: 'Takes no part any more',
            read: 'Stays in the team, may read',
            edit: 'Stays in the team, may edit',
          },
        },
        share: {
          access: {
            read: 'May read',
            edit: 'May edit',
          },
        },
      },
      contact: {
        share: {
          access: {
            read: 'May read',
            edit: 'May edit',
          },
        },
      },
    },
  },
  settings: {
    section: {
      tags: {
        label: 'Tags',
        hint: 'Words with a colour on customers, leads, contacts and pools',
      },
      leadMapping: {
        label: 'Lead conversion',
        hint: 'Which parts of a lead go where when it becomes a customer',
      },
      relationKinds: {
        label: 'Kinds of relations',
        hint: 'Between contacts, and between customers',
      },
    },
    field: {
      tag: {
        name: 'Name',
        color: 'Colour',
        objects: 'Used on',
        active: 'Offered',
      },
      leadMapping: {
        customer: 'Into the customer',
        contact: 'Into the contact',
        task: 'Into the task',
      },
      relationKind: {
        name: 'Name',
        inverse: 'Other way round',
        active: 'Offered',
      },
      segment: {
        name: 'Name',
        filter: 'Conditions',
        shared: 'Shared',
      },
    },
  },
}
