export default { navigationBarTitleText: '组织架构' }
