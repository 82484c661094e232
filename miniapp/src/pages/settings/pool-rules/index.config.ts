export default { navigationBarTitleText: '公海规则' }
