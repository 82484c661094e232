/** Names of objects, fields and options (zh-TW). */
const source = {
  campaign: '行銷活動',
  phone: '來電諮詢',
  referral: '客戶介紹',
  web: '官網',
  officialAccount: '公眾號',
  import: '批次匯入',
  other: '其他',
}

const poolReason = { created: '新建立', released: '主動退回', recycled: '逾期回收', imported: '批次匯入' }

const owned = { owner: '負責人', lastFollowAt: '最近跟進', nextContactAt: '下次聯絡' }

const pooled = {
  ...owned,
  pool: '所在公海',
  pooledAt: '進入公海時間',
  poolReason: '進入公海原因',
  lastOwner: '上一任負責人',
}

export const records = {
  object: {
    customer: {
      label: '客戶',
      field: {
        name: '客戶名稱',
        stage: '階段',
        phone: '電話',
        industry: '產業',
        interest: '意向',
        level: '等級',
        source: '來源',
        region: '區域',
        taxNumber: '稅號',
        address: '地址',
        website: '網址',
        employees: '員工人數',
        remark: '備註',
        trading: '已成交',
        ...pooled,
      },
    },
    lead: {
      label: '線索',
      field: {
        name: '姓名',
        company: '公司',
        status: '狀態',
        phone: '電話',
        email: '電子郵件',
        title: '職稱',
        source: '來源',
        interest: '意向',
        remark: '備註',
        ...pooled,
      },
    },
    contact: {
      label: '聯絡人',
      field: {
        name: '姓名',
        customer: '所屬客戶',
        title: '職稱',
        phone: '電話',
        email: '電子郵件',
        role: '決策角色',
        wechat: '微信號',
        birthday: '生日',
        remark: '備註',
        ...owned,
      },
    },
    followUp: {
      label: '跟進紀錄',
      field: { record: '跟進對象', channel: '方式', content: '跟進內容', nextContactAt: '下次聯絡' },
    },
    pool: {
      label: '公海',
      field: {
        name: '公海名稱',
        kind: '存放對象',
        description: '說明',
        isDefault: '預設公海',
        claimRule: '領取規則',
        holdLimit: '每人最多持有',
        dayLimit: '每人每天最多領取',
        recordLimit: '同一筆最多領取次數',
        recordLimitDays: '退回多少天後可再領',
        maskPhone: '領取前隱藏電話',
        members: '成員',
        administrators: '管理員',
      },
    },
    contract: {
      label: '合約',
      field: {
        title: '合約名稱',
        customer: '客戶',
        state: '狀態',
        currency: '幣別',
        lines: '產品明細',
        amount: '合約金額',
        discount: '整單折扣',
        signedOn: '簽訂日期',
        startsOn: '開始日期',
        endsOn: '到期日期',
        remark: '備註',
        ...owned,
      },
      line: { product: '產品', quantity: '數量', price: '單價', discount: '折扣 %' },
    },
    product: {
      label: '產品',
      field: {
        name: '產品名稱',
        model: '型號',
        category: '類別',
        unit: '單位',
        price: '標準價',
        floorPrice: '底價',
        listing: '上架狀態',
        description: '描述',
      },
    },
    task: {
      label: '任務',
      field: {
        title: '任務',
        state: '狀態',
        priority: '優先順序',
        dueAt: '截止時間',
        record: '關聯對象',
        description: '說明',
        owner: '負責人',
        doneAt: '完成時間',
      },
    },
    attachment: {
      label: '附件',
      field: { record: '所屬對象', fileName: '檔名', size: '大小', contentType: '類型' },
    },
    approval: { label: '簽核', field: {} },
    employee: { label: '同事', field: {} },
    department: { label: '部門', field: {} },
    common: {
      field: {
        number: '編號',
        createdAt: '建立時間',
        createdBy: '建立人',
        updatedAt: '更新時間',
        updatedBy: '更新人',
        department: '部門',
      },
    },
  },
  option: {
    customer: {
      stage: { potential: '潛在', following: '跟進中', cooperating: '合作中', dormant: '沉睡' },
      industry: {
        machinery: '機械設備',
        electronics: '電子製造',
        automotive: '汽車零組件',
        medical: '醫療器材',
        energy: '新能源',
        research: '大學與研究機構',
        trade: '貿易經銷',
        other: '其他',
      },
      level: { A: 'A 級', B: 'B 級', C: 'C 級', D: 'D 級' },
      region: { east: '華東', south: '華南', north: '華北', west: '西部' },
      source,
      poolReason,
    },
    lead: {
      status: { open: '待跟進', following: '跟進中', converted: '已轉客戶', closed: '已關閉' },
      source,
      poolReason,
    },
    contact: {
      role: {
        decisionMaker: '決策者',
        influencer: '影響者',
        user: '使用者',
        purchaser: '採購',
        other: '其他',
      },
    },
    followUp: {
      channel: {
        phone: '電話',
        visit: '拜訪',
        wechat: '微信',
        email: '電子郵件',
        sms: '簡訊',
        meeting: '會議',
        other: '其他',
      },
    },
    pool: {
      kind: { customer: '客戶', lead: '線索' },
      claimRule: { claim: '成員可自行領取', assignOnly: '僅由管理員分配' },
    },
    contract: {
      state: { draft: '草稿', submitted: '簽核中', effective: '已生效', rejected: '已駁回', void: '已作廢' },
      currency: { CNY: '人民幣', USD: '美元', EUR: '歐元', HKD: '港幣' },
    },
    product: {
      category: { equipment: '設備', accessory: '配件', software: '軟體', service: '服務' },
      unit: { set: '台', piece: '件', year: '年', time: '次' },
      listing: { listed: '已上架', unlisted: '已下架' },
    },
    task: {
      state: { open: '待辦', done: '已完成' },
      priority: { high: '高', middle: '中', low: '低', none: '一般' },
    },
    boolean: { true: '是', false: '否' },
  },
} as const
