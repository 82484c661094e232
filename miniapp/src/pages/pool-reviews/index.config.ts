export default { navigationBarTitleText: '待审核客户公海' }
