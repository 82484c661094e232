export default { navigationBarTitleText: '管理' }
