/** What transfers, teams, relations, tags and segments add to the other topics. */
export const relationParts = {
  action: {
    lead: {
      transfer: {
        label: '转移',
        done: '「{{name}}」已转给{{to}}{{along}}',
      },
      share: {
        label: '添加团队成员',
        done: '{{names}}已加入「{{name}}」的团队',
      },
      unshare: {
        label: '移出团队',
        done: '{{names}}已移出「{{name}}」的团队',
      },
      close: {
        label: '关闭线索',
        done: '线索「{{name}}」已关闭',
      },
      reopen: {
        label: '重新打开',
        done: '线索「{{name}}」已重新打开',
      },
      convert: {
        label: '转为客户',
        done: '「{{name}}」已转为客户「{{customer}}」',
      },
    },
    customer: {
      transfer: {
        label: '转移',
        done: '「{{name}}」已转给{{to}}{{along}}',
      },
      share: {
        label: '添加团队成员',
        done: '{{names}}已加入「{{name}}」的团队',
      },
      unshare: {
        label: '移出团队',
        done: '{{names}}已移出「{{name}}」的团队',
      },
      relate: {
        label: '添加关系',
        done: '已记下：{{name}} · {{kind}} · {{other}}',
      },
      unrelate: {
        label: '删除关系',
        done: '已删除',
      },
    },
    contact: {
      transfer: {
        label: '转移',
        done: '「{{name}}」已转给{{to}}{{along}}',
      },
      share: {
        label: '添加团队成员',
        done: '{{names}}已加入「{{name}}」的团队',
      },
      unshare: {
        label: '移出团队',
        done: '{{names}}已移出「{{name}}」的团队',
      },
      relate: {
        label: '添加关系',
        done: '已记下：{{name}} · {{kind}} · {{other}}',
      },
      unrelate: {
        label: '删除关系',
        done: '已删除',
      },
      knows: {
        label: '身边的人',
        done: '已记下{{name}}身边的{{person}}',
      },
    },
    contract: {
      transfer: {
        label: '转移',
        done: '「{{name}}」已转给{{to}}{{along}}',
      },
      share: {
        label: '添加团队成员',
        done: '{{names}}已加入「{{name}}」的团队',
      },
      unshare: {
        label: '移出团队',
        done: '{{names}}已移出「{{name}}」的团队',
      },
    },
    leadMapping: {
      set: {
        label: '线索转换',
        done: '转换规则已保存',
      },
    },
    tag: {
      create: {
        label: '新建标签',
        done: '标签「{{name}}」已新建',
      },
      update: {
        label: '修改标签',
        done: '标签「{{name}}」已保存',
      },
      discard: {
        label: '删除标签',
        done: '标签「{{name}}」已删除',
      },
      add: {
        label: '贴标签',
        done: '「{{name}}」已贴上{{tags}}',
      },
      remove: {
        label: '取下标签',
        done: '「{{name}}」已取下{{tags}}',
      },
    },
    segment: {
      create: {
        label: '新建细分',
        done: '细分「{{name}}」已保存',
      },
      update: {
        label: '修改细分',
        done: '细分「{{name}}」已保存',
      },
      remove: {
        label: '删除细分',
        done: '细分「{{name}}」已删除',
      },
    },
    relationKind: {
      create: {
        label: '新增关系类型',
        done: '关系「{{name}}」已新增',
      },
      update: {
        label: '修改关系类型',
        done: '关系「{{name}}」已保存',
      },
    },
  },
  history: {
    lead: {
      transfer: '转移了负责人',
      share: '更改了团队',
      unshare: '移出了团队成员',
      close: '关闭了线索',
      reopen: '重新打开了线索',
      convert: '转为客户',
    },
    customer: {
      transfer: '转移了负责人',
      share: '更改了团队',
      unshare: '移出了团队成员',
      relate: '添加了关系',
      unrelate: '删除了关系',
    },
    contact: {
      transfer: '转移了负责人',
      share: '更改了团队',
      unshare: '移出了团队成员',
      relate: '添加了关系',
      unrelate: '删除了关系',
      knows: '记下了身边的人',
    },
    contract: {
      transfer: '转移了负责人',
      share: '更改了团队',
      unshare: '移出了团队成员',
    },
    leadMapping: {
      set: '修改了转换规则',
    },
    tag: {
      create: '新建了标签',
      update: '修改了标签',
      discard: '删除了标签',
      add: '贴了标签',
      remove: '取下了标签',
    },
    segment: {
      create: '新建了细分',
      update: '修改了细分',
      remove: '删除了细分',
    },
    relationKind: {
      create: '新增了关系类型',
      update: '修改了关系类型',
    },
  },
  error: {
    notOwned: '「{{record}}」还没有负责人，请从公海领取或分配。',
    alreadyTheirs: '「{{record}}」已经由{{name}}负责。',
    ownerInTeam: '{{name}}是「{{record}}」的负责人，不必加入团队。',
    cannotJoin: '{{name}}没有查看这类记录的权限，不能加入团队。',
    notInTeam: '{{names}}不在「{{record}}」的团队里。',
    leadClosed: '线索「{{record}}」已经关闭。',
    leadOpen: '线索「{{record}}」没有关闭。',
    leadConverted: '线索「{{record}}」已经转为客户。',
    sameCustomer: '已有客户「{{name}}」（{{number}}）。请选择并入它，或者仍然新建。',
    tagInUse: '标签「{{name}}」还贴在记录上，不能删除。可以停用它。',
    tagUnfit: '标签「{{tag}}」已停用，或不能用在这里。',
    notYourSegment: '这个细分是同事的，只有他能修改。',
    relatedToItself: '不能和自己建立关系。',
    relationCircle: '这样会绕成一圈：对方已经在他之下。',
  },
  card: {
    ownContact: '约好的时间到了：该联系「{{name}}」了。',
    handed: {
      ownerOne: '{{by}}把「{{name}}」转给了您，现在由您负责。',
      ownerSeveral: '{{by}}把「{{name}}」等 {{number}} 条记录转给了您，现在由您负责。',
      teamOne: '{{by}}邀请您加入「{{name}}」的团队。',
      teamSeveral: '{{by}}邀请您加入「{{name}}」等 {{number}} 条记录的团队。',
    },
  },
  ask: {
    keepAs: '原负责人',
    takeContacts: '联系人一起转移',
    takeContracts: '合同一起转移',
    people: '同事',
    access: '权限',
    tags: '标签',
    note: '说明',
    sameName: '已有同名客户时',
    makeContact: '建立联系人',
    makeTask: '建立任务',
    taskDue: '任务时间',
    lead: { convert: { customer: '并入的客户' } },
  },
  consequence: {
    lead: {
      close: '关闭后不再提醒，也不会被回收；之后可以重新打开。',
    },
  },
  option: {
    ask: {
      lead: {
        close: {
          reason: {
            noNeed: '没有需求',
            noBudget: '没有预算',
            competitor: '选了竞争对手',
            unreachable: '联系不上',
            wrongContact: '不是对的人',
            duplicate: '重复',
            other: '其他',
          },
        },
        convert: {
          sameName: {
            ask: '先问我',
            join: '并入已有客户',
            create: '仍然新建',
          },
        },
        share: {
          access: {
            read: '可查看',
            edit: '可编辑',
          },
        },
      },
      customer: {
        transfer: {
          keepAs: {
            none: '不再参与',
            read: '留在团队，可查看',
            edit: '留在团队，可编辑',
          },
        },
        share: {
          access: {
            read: '可查看',
            edit: '可编辑',
          },
        },
      },
      contract: {
        transfer: {
          keepAs: {
            none: '不再参与',
            read: '留在团队，可查看',
            edit: '留在团队，可编辑',
          },
        },
        share: {
          access: {
            read: '可查看',
            edit: '可编辑',
          },
        },
      },
      contact: {
        share: {
          access: {
            read: '可查看',
            edit: '可编辑',
          },
        },
      },
    },
  },
  settings: {
    section: {
      tags: {
        label: '标签',
        hint: '贴在客户、线索、联系人、公海上的标签',
      },
      leadMapping: {
        label: '线索转换',
        hint: '线索转为客户时，哪些内容填到哪里',
      },
      relationKinds: {
        label: '关系类型',
        hint: '联系人之间、客户之间有哪些关系',
      },
    },
    field: {
      tag: {
        name: '名称',
        color: '颜色',
        objects: '用在',
        active: '可选用',
      },
      leadMapping: {
        customer: '填到客户',
        contact: '填到联系人',
        task: '填到任务',
      },
      relationKind: {
        name: '名称',
        inverse: '反向名称',
        active: '使用',
      },
      segment: {
        name: '名称',
        filter: '条件',
        shared: '共享',
      },
    },
  },
}
