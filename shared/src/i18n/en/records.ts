/** Names of objects, fields and options (English). */
const source = {
  campaign: 'Campaign',
  phone: 'Phone enquiry',
  referral: 'Referral',
  web: 'Website',
  officialAccount: 'WeChat account',
  import: 'Import',
  other: 'Other',
}

const poolReason = { created: 'New', released: 'Released', recycled: 'Overdue', imported: 'Imported' }

const owned = { owner: 'Owner', lastFollowAt: 'Last follow-up', nextContactAt: 'Next contact' }

const pooled = {
  ...owned,
  pool: 'Pool',
  pooledAt: 'In pool since',
  poolReason: 'Why in the pool',
  lastOwner: 'Previous owner',
}

export const records = {
  object: {
    customer: {
      label: 'Customer',
      field: {
        name: 'Name',
        stage: 'Stage',
        phone: 'Phone',
        industry: 'Industry',
        interest: 'Interested in',
        level: 'Tier',
        source: 'Source',
        region: 'Region',
        taxNumber: 'Tax number',
        address: 'Address',
        website: 'Website',
        employees: 'Employees',
        remark: 'Notes',
        trading: 'Has bought',
        ...pooled,
      },
    },
    lead: {
      label: 'Lead',
      field: {
        name: 'Name',
        company: 'Company',
        status: 'Status',
        phone: 'Phone',
        email: 'Email',
        title: 'Job title',
        source: 'Source',
        interest: 'Interested in',
        remark: 'Notes',
        ...pooled,
      },
    },
    contact: {
      label: 'Contact',
      field: {
        name: 'Name',
        customer: 'Customer',
        title: 'Job title',
        phone: 'Phone',
        email: 'Email',
        role: 'Role in the decision',
        wechat: 'WeChat ID',
        birthday: 'Birthday',
        remark: 'Notes',
        ...owned,
      },
    },
    followUp: {
      label: 'Follow-up',
      field: { record: 'About', channel: 'Channel', content: 'What happened', nextContactAt: 'Next contact' },
    },
    pool: {
      label: 'Pool',
      field: {
        name: 'Pool name',
        kind: 'Holds',
        description: 'Description',
        isDefault: 'Default pool',
        claimRule: 'Claim rule',
        holdLimit: 'Most held per person',
        dayLimit: 'Most claims per person and day',
        recordLimit: 'Most claims per record',
        recordLimitDays: 'Claimable again after (days)',
        maskPhone: 'Hide phones until claimed',
        members: 'Members',
        administrators: 'Administrators',
      },
    },
    contract: {
      label: 'Contract',
      field: {
        title: 'Title',
        customer: 'Customer',
        state: 'State',
        currency: 'Currency',
        lines: 'Products',
        amount: 'Amount',
        discount: 'Overall discount',
        signedOn: 'Signed on',
        startsOn: 'Starts on',
        endsOn: 'Ends on',
        remark: 'Notes',
        ...owned,
      },
      line: { product: 'Product', quantity: 'Quantity', price: 'Unit price', discount: 'Of list price %' },
    },
    product: {
      label: 'Product',
      field: {
        name: 'Name',
        model: 'Model',
        category: 'Category',
        unit: 'Unit',
        price: 'List price',
        floorPrice: 'Floor price',
        listing: 'Availability',
        description: 'Description',
      },
    },
    task: {
      label: 'Task',
      field: {
        title: 'Task',
        state: 'State',
        priority: 'Priority',
        dueAt: 'Due',
        record: 'About',
        description: 'Description',
        owner: 'Owner',
        doneAt: 'Done at',
      },
    },
    attachment: {
      label: 'File',
      field: { record: 'Attached to', fileName: 'File name', size: 'Size', contentType: 'Type' },
    },
    approval: { label: 'Approval', field: {} },
    employee: { label: 'Colleague', field: {} },
    department: { label: 'Department', field: {} },
    common: {
      field: {
        number: 'Number',
        createdAt: 'Created',
        createdBy: 'Created by',
        updatedAt: 'Updated',
        updatedBy: 'Updated by',
        department: 'Department',
      },
    },
  },
  option: {
    customer: {
      stage: {
        potential: 'Potential',
        following: 'Following',
        cooperating: 'Cooperating',
        dormant: 'Dormant',
      },
      industry: {
        machinery: 'Machinery',
        electronics: 'Electronics',
        automotive: 'Automotive',
        medical: 'Medical devices',
        energy: 'New energy',
        research: 'Universities and research',
        trade: 'Trade and distribution',
        other: 'Other',
      },
      level: { A: 'Tier A', B: 'Tier B', C: 'Tier C', D: 'Tier D' },
      region: { east: 'East', south: 'South', north: 'North', west: 'West' },
      source,
      poolReason,
    },
    lead: {
      status: { open: 'Open', following: 'Following', converted: 'Converted', closed: 'Closed' },
      source,
      poolReason,
    },
    contact: {
      role: {
        decisionMaker: 'Decision maker',
        influencer: 'Influencer',
        user: 'User',
        purchaser: 'Purchasing',
        other: 'Other',
      },
    },
    followUp: {
      channel: {
        phone: 'Phone',
        visit: 'Visit',
        wechat: 'WeChat',
        email: 'Email',
        sms: 'Text message',
        meeting: 'Meeting',
        other: 'Other',
      },
    },
    pool: {
      kind: { customer: 'Customers', lead: 'Leads' },
      claimRule: { claim: 'Members claim', assignOnly: 'Administrators assign' },
    },
    contract: {
      state: {
        draft: 'Draft',
        submitted: 'In approval',
        effective: 'In force',
        rejected: 'Rejected',
        void: 'Void',
      },
      currency: { CNY: 'CNY', USD: 'USD', EUR: 'EUR', HKD: 'HKD' },
    },
    product: {
      category: { equipment: 'Equipment', accessory: 'Accessory', software: 'Software', service: 'Service' },
      unit: { set: 'set', piece: 'piece', year: 'year', time: 'visit' },
      listing: { listed: 'Listed', unlisted: 'Unlisted' },
    },
    task: {
      state: { open: 'Open', done: 'Done' },
      priority: { high: 'High', middle: 'Medium', low: 'Low', none: 'None' },
    },
    boolean: { true: 'Yes', false: 'No' },
  },
} as const
