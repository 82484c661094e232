/** Partners, signing, the recycle bin, merging, stages and the whole picture of a customer: what the other topics take in. */
export const customerParts = {
  object: {
    partner: {
      label: '合作伙伴',
      plural: '合作伙伴',
      field: { name: '合作伙伴名称', taxNumber: '税号', state: '状态', remark: '备注' },
    },
    customer: { field: { partner: '合作伙伴', formerNames: '合并前的名称和编号' } },
  },
  option: { partner: { state: { valid: '有效', invalid: '失效' } } },
  action: {
    customer: {
      sign: { label: '签单', done: '「{{name}}」已签单，合作伙伴「{{partner}}」（{{number}}）' },
      merge: { label: '合并', done: '「{{loser}}」已并入「{{name}}」' },
    },
    pool: { discard: { label: '删除', done: '「{{name}}」已移入回收站' } },
    partner: {
      create: { label: '新建合作伙伴', done: '合作伙伴已新建' },
      update: { label: '编辑', done: '合作伙伴已保存' },
    },
  },
  history: {
    customer: { sign: '签单', merge: '合并了客户' },
    pool: { discard: '从公海删除' },
    partner: { create: '新建了合作伙伴', update: '修改了合作伙伴' },
  },
  error: {
    alreadySigned: '「{{record}}」已经签单，合作伙伴是「{{partner}}」。',
    severalPartners: '有 {{many}} 个可能的合作伙伴，请选一个：{{partners}}',
    partnerExists:
      '已有合作伙伴「{{partner}}」（{{number}}）。请关联它；确实是另一家公司，请填写不同的税号。',
    noOwner: '「{{record}}」还没有负责人，请先领取或分配。',
    nameTaken: '「{{name}}」与现有客户「{{other}}」（{{number}}）同名。请换一个名称再恢复。',
    ownerBinned: '「{{record}}」还在回收站里，请先恢复它。',
    merged: '「{{record}}」已并入「{{winner}}」（{{number}}），不能恢复。',
    mergeSelf: '请选择两个不同的客户。',
    mergeInApproval: '「{{record}}」正在审核或审批中，结束后才能合并。',
    differentPartners: '两个客户关联着不同的合作伙伴，且都有生效的合同，不能合并。',
  },
} as const
