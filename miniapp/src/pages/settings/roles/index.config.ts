export default { navigationBarTitleText: '公海' }
