export default { navigationBarTitleText: '通讯录同步' }
