export default { navigationBarTitleText: '员工' }
