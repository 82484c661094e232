/** Names of objects, fields and options. Keys: object.<name>.label, object.<name>.field.<field>, option.<object>.<field>.<option>. */
const source = {
  campaign: '市场活动',
  phone: '来电咨询',
  referral: '客户介绍',
  web: '官网',
  officialAccount: '公众号',
  import: '批量导入',
  other: '其他',
}

const poolReason = { created: '新录入', released: '主动退回', recycled: '超期回收', imported: '批量导入' }

const owned = { owner: '负责人', lastFollowAt: '最近跟进', nextContactAt: '下次联系' }

const pooled = {
  ...owned,
  pool: '所在公海',
  pooledAt: '进入公海时间',
  poolReason: '进入公海原因',
  lastOwner: '上一任负责人',
}

export const records = {
  object: {
    customer: {
      label: '客户',
      field: {
        name: '客户名称',
        stage: '阶段',
        phone: '电话',
        industry: '行业',
        interest: '意向',
        level: '级别',
        source: '来源',
        region: '区域',
        taxNumber: '税号',
        address: '地址',
        website: '网址',
        employees: '员工人数',
        remark: '备注',
        trading: '已成交',
        ...pooled,
      },
    },
    lead: {
      label: '线索',
      field: {
        name: '姓名',
        company: '公司',
        status: '状态',
        phone: '电话',
        email: '邮箱',
        title: '职务',
        source: '来源',
        interest: '意向',
        remark: '备注',
        ...pooled,
      },
    },
    contact: {
      label: '联系人',
      field: {
        name: '姓名',
        customer: '所属客户',
        title: '职务',
        phone: '电话',
        email: '邮箱',
        role: '决策角色',
        wechat: '微信号',
        birthday: '生日',
        remark: '备注',
        ...owned,
      },
    },
    followUp: {
      label: '跟进记录',
      field: { record: '跟进对象', channel: '方式', content: '跟进内容', nextContactAt: '下次联系' },
    },
    pool: {
      label: '公海',
      field: {
        name: '公海名称',
        kind: '存放对象',
        description: '说明',
        isDefault: '默认公海',
        claimRule: '领取规则',
        holdLimit: '每人最多持有',
        dayLimit: '每人每天最多领取',
        recordLimit: '同一条最多领取次数',
        recordLimitDays: '退回多少天后可再领',
        maskPhone: '领取前隐藏电话',
        members: '成员',
        administrators: '管理员',
      },
    },
    contract: {
      label: '合同',
      field: {
        title: '合同名称',
        customer: '客户',
        state: '状态',
        currency: '币种',
        lines: '产品明细',
        amount: '合同金额',
        discount: '整单折扣',
        signedOn: '签订日期',
        startsOn: '开始日期',
        endsOn: '到期日期',
        remark: '备注',
        ...owned,
      },
      line: { product: '产品', quantity: '数量', price: '单价', discount: '折扣 %' },
    },
    product: {
      label: '产品',
      field: {
        name: '产品名称',
        model: '型号',
        category: '类别',
        unit: '单位',
        price: '标准价',
        floorPrice: '底价',
        listing: '上架状态',
        description: '描述',
      },
    },
    task: {
      label: '任务',
      field: {
        title: '任务',
        state: '状态',
        priority: '优先级',
        dueAt: '截止时间',
        record: '关联对象',
        description: '说明',
        owner: '负责人',
        doneAt: '完成时间',
      },
    },
    attachment: {
      label: '附件',
      field: { record: '所属对象', fileName: '文件名', size: '大小', contentType: '类型' },
    },
    approval: { label: '审批', field: {} },
    employee: { label: '同事', field: {} },
    department: { label: '部门', field: {} },
    common: {
      field: {
        number: '编号',
        createdAt: '创建时间',
        createdBy: '创建人',
        updatedAt: '更新时间',
        updatedBy: '更新人',
        department: '部门',
      },
    },
  },
  option: {
    customer: {
      stage: { potential: '潜在', following: '跟进中', cooperating: '合作中', dormant: '沉睡' },
      industry: {
        machinery: '机械设备',
        electronics: '电子制造',
        automotive: '汽车零部件',
        medical: '医疗器械',
        energy: '新能源',
        research: '高校科研',
        trade: '贸易经销',
        other: '其他',
      },
      level: { A: 'A 级', B: 'B 级', C: 'C 级', D: 'D 级' },
      region: { east: '华东', south: '华南', north: '华北', west: '西部' },
      source,
      poolReason,
    },
    lead: {
      status: { open: '待跟进', following: '跟进中', converted: '已转客户', closed: '已关闭' },
      source,
      poolReason,
    },
    contact: {
      role: {
        decisionMaker: '决策人',
        influencer: '影响人',
        user: '使用人',
        purchaser: '采购',
        other: '其他',
      },
    },
    followUp: {
      channel: {
        phone: '电话',
        visit: '拜访',
        wechat: '微信',
        email: '邮件',
        sms: '短信',
        meeting: '会议',
        other: '其他',
      },
    },
    pool: {
      kind: { customer: '客户', lead: '线索' },
      claimRule: { claim: '成员可自行领取', assignOnly: '只由管理员分配' },
    },
    contract: {
      state: { draft: '草稿', submitted: '审批中', effective: '已生效', rejected: '被驳回', void: '已作废' },
      currency: { CNY: '人民币', USD: '美元', EUR: '欧元', HKD: '港币' },
    },
    product: {
      category: { equipment: '设备', accessory: '配件', software: '软件', service: '服务' },
      unit: { set: '台', piece: '件', year: '年', time: '次' },
      listing: { listed: '已上架', unlisted: '已下架' },
    },
    task: {
      state: { open: '待办', done: '已完成' },
      priority: { high: '高', middle: '中', low: '低', none: '普通' },
    },
    boolean: { true: '是', false: '否' },
  },
} as const
