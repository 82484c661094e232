/** What transfers, teams, relations, tags and segments add to the other topics. */
export const relationParts = {
  action: {
    lead: {
      transfer: {
        label: '轉移',
        done: '「{{name}}」已轉給{{to}}{{along}}',
      },
      share: {
        label: '新增團隊成員',
        done: '{{names}}已加入「{{name}}」的團隊',
      },
      unshare: {
        label: '移出團隊',
        done: '{{names}}已移出「{{name}}」的團隊',
      },
      close: {
        label: '關閉線索',
        done: '線索「{{name}}」已關閉',
      },
      reopen: {
        label: '重新開啟',
        done: '線索「{{name}}」已重新開啟',
      },
      convert: {
        label: '轉為客戶',
        done: '「{{name}}」已轉為客戶「{{customer}}」',
      },
    },
    customer: {
      transfer: {
        label: '轉移',
        done: '「{{name}}」已轉給{{to}}{{along}}',
      },
      share: {
        label: '新增團隊成員',
        done: '{{names}}已加入「{{name}}」的團隊',
      },
      unshare: {
        label: '移出團隊',
        done: '{{names}}已移出「{{name}}」的團隊',
      },
      relate: {
        label: '新增關係',
        done: '已記下：{{name}} · {{kind}} · {{other}}',
      },
      unrelate: {
        label: '刪除關係',
        done: '已刪除',
      },
    },
    contact: {
      transfer: {
        label: '轉移',
        done: '「{{name}}」已轉給{{to}}{{along}}',
      },
      share: {
        label: '新增團隊成員',
        done: '{{names}}已加入「{{name}}」的團隊',
      },
      unshare: {
        label: '移出團隊',
        done: '{{names}}已移出「{{name}}」的團隊',
      },
      relate: {
        label: '新增關係',
        done: '已記下：{{name}} · {{kind}} · {{other}}',
      },
      unrelate: {
        label: '刪除關係',
        done: '已刪除',
      },
      knows: {
        label: '身邊的人',
        done: '已記下{{name}}身邊的{{person}}',
      },
    },
    contract: {
      transfer: {
        label: '轉移',
        done: '「{{name}}」已轉給{{to}}{{along}}',
      },
      share: {
        label: '新增團隊成員',
        done: '{{names}}已加入「{{name}}」的團隊',
      },
      unshare: {
        label: '移出團隊',
        done: '{{names}}已移出「{{name}}」的團隊',
      },
    },
    leadMapping: {
      set: {
        label: '線索轉換',
        done: '轉換規則已儲存',
      },
    },
    tag: {
      create: {
        label: '新建標籤',
        done: '標籤「{{name}}」已新建',
      },
      update: {
        label: '修改標籤',
        done: '標籤「{{name}}」已儲存',
      },
      discard: {
        label: '刪除標籤',
        done: '標籤「{{name}}」已刪除',
      },
      add: {
        label: '貼標籤',
        done: '「{{name}}」已貼上{{tags}}',
      },
      remove: {
        label: '取下標籤',
        done: '「{{name}}」已取下{{tags}}',
      },
    },
    segment: {
      create: {
        label: '新建細分',
        done: '細分「{{name}}」已儲存',
      },
      update: {
        label: '修改細分',
        done: '細分「{{name}}」已儲存',
      },
      remove: {
        label: '刪除細分',
        done: '細分「{{name}}」已刪除',
      },
    },
    relationKind: {
      create: {
        label: '新增關係類型',
        done: '關係「{{name}}」已新增',
      },
      update: {
        label: '修改關係類型',
        done: '關係「{{name}}」已儲存',
      },
    },
  },
  history: {
    lead: {
      transfer: '轉移了負責人',
      share: '更改了團隊',
      unshare: '移出了團隊成員',
      close: '關閉了線索',
      reopen: '重新開啟了線索',
      convert: '轉為客戶',
    },
    customer: {
      transfer: '轉移了負責人',
      share: '更改了團隊',
      unshare: '移出了團隊成員',
      relate: '新增了關係',
      unrelate: '刪除了關係',
    },
    contact: {
      transfer: '轉移了負責人',
      share: '更改了團隊',
      unshare: '移出了團隊成員',
      relate: '新增了關係',
      unrelate: '刪除了關係',
      knows: '記下了身邊的人',
    },
    contract: {
      transfer: '轉移了負責人',
      share: '更改了團隊',
      unshare: '移出了團隊成員',
    },
    leadMapping: {
      set: '修改了轉換規則',
    },
    tag: {
      create: '新建了標籤',
      update: '修改了標籤',
      discard: '刪除了標籤',
      add: '貼了標籤',
      remove: '取下了標籤',
    },
    segment: {
      create: '新建了細分',
      update: '修改了細分',
      remove: '刪除了細分',
    },
    relationKind: {
      create: '新增了關係類型',
      update: '修改了關係類型',
    },
  },
  error: {
    notOwned: '「{{record}}」還沒有負責人，請從公海領取或分配。',
    alreadyTheirs: '「{{record}}」已經由{{name}}負責。',
    ownerInTeam: '{{name}}是「{{record}}」的負責人，不必加入團隊。',
    cannotJoin: '{{name}}沒有檢視這類紀錄的權限，不能加入團隊。',
    notInTeam: '{{names}}不在「{{record}}」的團隊裡。',
    leadClosed: '線索「{{record}}」已經關閉。',
    leadOpen: '線索「{{record}}」沒有關閉。',
    leadConverted: '線索「{{record}}」已經轉為客戶。',
    sameCustomer: '已有客戶「{{name}}」（{{number}}）。請選擇併入它，或者仍然新建。',
    tagInUse: '標籤「{{name}}」還貼在紀錄上，不能刪除。可以停用它。',
    tagUnfit: '標籤「{{tag}}」已停用，或不能用在這裡。',
    notYourSegment: '這個細分是同事的，只有他能修改。',
    relatedToItself: '不能和自己建立關係。',
    relationCircle: '這樣會繞成一圈：對方已經在他之下。',
  },
  card: {
    ownContact: '約好的時間到了：該聯絡「{{name}}」了。',
    handed: {
      ownerOne: '{{by}}把「{{name}}」轉給了您，現在由您負責。',
      ownerSeveral: '{{by}}把「{{name}}」等 {{number}} 筆紀錄轉給了您，現在由您負責。',
      teamOne: '{{by}}邀請您加入「{{name}}」的團隊。',
      teamSeveral: '{{by}}邀請您加入「{{name}}」等 {{number}} 筆紀錄的團隊。',
    },
  },
  ask: {
    keepAs: '原負責人',
    takeContacts: '聯絡人一起轉移',
    takeContracts: '合約一起轉移',
    people: '同事',
    access: '權限',
    tags: '標籤',
    note: '說明',
    sameName: '已有同名客戶時',
    makeContact: '建立聯絡人',
    makeTask: '建立任務',
    taskDue: '任務時間',
    lead: { convert: { customer: '併入的客戶' } },
  },
  consequence: {
    lead: {
      close: '關閉後不再提醒，也不會被回收；之後可以重新開啟。',
    },
  },
  option: {
    ask: {
      lead: {
        close: {
          reason: {
            noNeed: '沒有需求',
            noBudget: '沒有預算',
            competitor: '選了競爭對手',
            unreachable: '聯絡不上',
            wrongContact: '不是對的人',
            duplicate: '重複',
            other: '其他',
          },
        },
        convert: {
          sameName: {
            ask: '先問我',
            join: '併入已有客戶',
            create: '仍然新建',
          },
        },
        share: {
          access: {
            read: '可檢視',
            edit: '可編輯',
          },
        },
      },
      customer: {
        transfer: {
          keepAs: {
            none: '不再參與',
            read: '留在團隊，可檢視',
            edit: '留在團隊，可編輯',
          },
        },
        share: {
          access: {
            read: '可檢視',
            edit: '可編輯',
          },
        },
      },
      contract: {
        transfer: {
          keepAs: {
            none: '不再參與',
            read: '留在團隊，可檢視',
            edit: '留在團隊，可編輯',
          },
        },
        share: {
          access: {
            read: '可檢視',
            edit: '可編輯',
          },
        },
      },
      contact: {
        share: {
          access: {
            read: '可檢視',
            edit: '可編輯',
          },
        },
      },
    },
  },
  settings: {
    section: {
      tags: {
        label: '標籤',
        hint: '貼在客戶、線索、聯絡人、公海上的標籤',
      },
      leadMapping: {
        label: '線索轉換',
        hint: '線索轉為客戶時，哪些內容填到哪裡',
      },
      relationKinds: {
        label: '關係類型',
        hint: '聯絡人之間、客戶之間有哪些關係',
      },
    },
    field: {
      tag: {
        name: '名稱',
        color: '顏色',
        objects: '用在',
        active: '可選用',
      },
      leadMapping: {
        customer: '填到客戶',
        contact: '填到聯絡人',
        task: '填到任務',
      },
      relationKind: {
        name: '名稱',
        inverse: '反向名稱',
        active: '使用',
      },
      segment: {
        name: '名稱',
        filter: '條件',
        shared: '共享',
      },
    },
  },
}
