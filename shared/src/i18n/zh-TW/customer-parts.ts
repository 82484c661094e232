/** Partners, signing, the recycle bin, merging, stages and the whole picture of a customer: what the other topics take in. */
export const customerParts = {
  object: {
    partner: {
      label: '合作夥伴',
      plural: '合作夥伴',
      field: { name: '合作夥伴名稱', taxNumber: '稅號', state: '狀態', remark: '備註' },
    },
    customer: { field: { partner: '合作夥伴', formerNames: '合併前的名稱和編號' } },
  },
  option: { partner: { state: { valid: '有效', invalid: '失效' } } },
  action: {
    customer: {
      sign: { label: '簽單', done: '「{{name}}」已簽單，合作夥伴「{{partner}}」（{{number}}）' },
      merge: { label: '合併', done: '「{{loser}}」已併入「{{name}}」' },
    },
    pool: { discard: { label: '刪除', done: '「{{name}}」已移至回收桶' } },
    partner: {
      create: { label: '新增合作夥伴', done: '合作夥伴已新增' },
      update: { label: '編輯', done: '合作夥伴已儲存' },
    },
  },
  history: {
    customer: { sign: '簽單', merge: '合併了客戶' },
    pool: { discard: '從公海刪除' },
    partner: { create: '新增了合作夥伴', update: '修改了合作夥伴' },
  },
  error: {
    alreadySigned: '「{{record}}」已經簽單，合作夥伴是「{{partner}}」。',
    severalPartners: '有 {{many}} 個可能的合作夥伴，請選一個：{{partners}}',
    partnerExists:
      '已有合作夥伴「{{partner}}」（{{number}}）。請關聯它；確實是另一家公司，請填寫不同的稅號。',
    noOwner: '「{{record}}」還沒有負責人，請先領取或分配。',
    nameTaken: '「{{name}}」與現有客戶「{{other}}」（{{number}}）同名。請換一個名稱再還原。',
    ownerBinned: '「{{record}}」還在回收桶裡，請先還原它。',
    merged: '「{{record}}」已併入「{{winner}}」（{{number}}），不能還原。',
    mergeSelf: '請選擇兩個不同的客戶。',
    mergeInApproval: '「{{record}}」正在審核或審批中，結束後才能合併。',
    differentPartners: '兩個客戶關聯著不同的合作夥伴，且都有生效的合約，不能合併。',
  },
} as const
